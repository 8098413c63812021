using ChangeGate.Databases.PostgreSql.Roles;
using ChangeGate.Failures;
using ChangeGate.Reports;
using ChangeGate.Runs;

namespace ChangeGate.Databases;

/// <summary>Whether the role of a connection may more than governed runs need, and roles that may no more.</summary>
public sealed class DatabaseRoles(IEngine engine)
{
    private const int Named = 5;

    /// <summary>Whom the connections log in as; null where the engine knows no roles.</summary>
    public string? User => engine.Roles?.User;

    /// <summary>Of itself, or by a role that it can take; false where the engine knows no roles.</summary>
    public async Task<bool> IsSuperuserAsync(CancellationToken cancellation) => engine.Roles is { } roles && await roles.IsSuperuserAsync(cancellation);

    /// <param name="target">As the configuration names it.</param>
    /// <param name="environment">As the configuration names it.</param>
    /// <param name="request">The roles that shall be there.</param>
    /// <param name="mayBeSuperuser">The configuration allows it.</param>
    /// <param name="cancellation">While the catalogs are read.</param>
    /// <exception cref="GateException">The engine knows no roles.</exception>
    public async Task<RoleReport> ReadAsync(string target, string environment, RoleRequest request, bool mayBeSuperuser, CancellationToken cancellation)
    {
        var roles = engine.Roles ?? throw new GateException($"{engine.Server} knows no roles.", "Guard the database by the rights on its file.");
        var found = await roles.FindingsAsync(cancellation);

        return new RoleReport
        {
            Target = target,
            Environment = environment,
            Server = engine.Server,
            Database = engine.Database,
            Role = roles.User,
            Findings = [.. found.GroupBy(static one => one.Code).Select(group => new RoleFinding(group.Key, Sentence(group.Key, Prose.Some(group.Select(static one => Prose.Name(one.Name)), Named))) { IsAllowed = group.Key == RoleFinding.Superuser && mayBeSuperuser })],
            Script = [.. RoleScript.Write(request, engine.Database, await roles.OwnersAsync(cancellation))],
        };
    }

    private static string Sentence(string code, string names) => code switch
    {
        RoleFinding.Superuser => $"It is a superuser, or can become one: {names}.",
        "createrole" => $"It may make and change roles: {names}.",
        "createdb" => $"It may make databases: {names}.",
        "bypassrls" => $"It passes row security: {names}.",
        "replication" => $"It may read everything by replication: {names}.",
        "predefined" => $"It is a member of roles that reach files, programs, sessions or all data of the server: {names}.",
        "guard-owner" => $"It is a member of the guard's owner, and so could rewrite the guard: {names}.",
        "grants-roles" => $"It may make others members of {names}.",
        "database-owner" => $"It owns the database {names}, and may drop it.",
        "others-may-become" => $"Others may make themselves members of any role, of the runner too (CREATEROLE before PostgreSQL 16): {names}.",
        "no-create" => $"It may not make schemas in {names}: the journal, and what is kept for rollbacks, need one each.",
        "not-owner" => $"It may not alter what belongs to others: {names}.",
        _ => $"{code}: {names}.",
    };
}
