using ChangeGate.Changes;
using ChangeGate.Databases.PostgreSql;
using ChangeGate.Databases.Running;
using ChangeGate.Databases.Shadows;
using ChangeGate.Sql;
using Npgsql;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>
/// Roles belong to a whole server, and whoever may make them gets further than a shadow lets anybody get: before version 16 into the server's files. So
/// those that a script makes are made for it in a cluster of ours, without any right, and the owner of the shadow may act as them.
/// </summary>
internal static class ShadowRoles
{
    public static async Task MakeAsync(Shadow shadow, ScriptPlan plan, CancellationToken cancellation)
    {
        var roles = plan.Segments.SelectMany(static segment => segment.Statements).SelectMany(static statement => statement.Changes).OfType<CreateRole>().Select(static create => create.Role).Distinct(StringComparer.Ordinal).ToList();

        if (roles.Count == 0 || shadow.WatchingAddress is not { } watching)
        {
            return;
        }

        await using var connections = new PostgreSqlConnections(watching.Connection);
        await using var connection = await connections.OpenAsync(cancellation);

        foreach (var role in roles.Where(static role => !IsReserved(role)))
        {
            await MakeAsync(connection, role, cancellation);
        }
    }

    /// <summary>What a statement that only makes, changes or drops such a role is run as.</summary>
    public static bool IsDoneElsewhere(RunnableStatement statement) => statement.Changes is [CreateRole or AlterRole or DropRole];

    // What PostgreSQL keeps for itself, and what is ours.
    private static bool IsReserved(string role) => role.StartsWith("pg_", StringComparison.Ordinal) || role.StartsWith("changegate", StringComparison.Ordinal) || role is "public" or "none" or "";

    // One that is there already was made for an earlier script.
    private static async Task MakeAsync(NpgsqlConnection connection, string role, CancellationToken cancellation)
    {
        await using var known = new NpgsqlCommand("select exists (select from pg_catalog.pg_roles where rolname = left($1, 63))", connection) { Parameters = { new() { Value = role } } };

        if (await known.ExecuteScalarAsync(cancellation) is true)
        {
            return;
        }

        var name = SqlDialects.For(Dialect.PostgreSql).Quote(role);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { new($"create role {name} nologin"), new($"grant {name} to {PostgreSqlCluster.Role} with admin option") } };
        await batch.ExecuteNonQueryAsync(cancellation);
    }
}
