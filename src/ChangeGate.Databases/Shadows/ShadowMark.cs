using System.Data.Common;
using System.Security.Cryptography;
using ChangeGate.Failures;

namespace ChangeGate.Databases.Shadows;

/// <summary>
/// Proves that a connection leads to a database that this process made to be spoilt. The identifier that the server gave it cannot be forged or moved by SQL;
/// the comment on it tells people what it is, and a random part that it is ours. SQL of its owner can drop the comment: then nothing more is run.
/// </summary>
internal sealed record ShadowMark(string Database, uint Identifier, string Comment)
{
    public const string DatabasePrefix = "changegate_shadow_";
    public const string CommentPrefix = "ChangeGate shadow: made to be spoilt and thrown away";

    // Nothing that a search path of the database could replace is asked.
    private const string Question = """
        select d.oid, pg_catalog.shobj_description(d.oid, 'pg_database'), pg_catalog.current_setting('is_superuser')
        from pg_catalog.pg_database as d
        where d.datname operator(pg_catalog.=) pg_catalog.current_database()
        """;

    public static string NewComment() => $"{CommentPrefix} ({RandomNumberGenerator.GetHexString(32, lowercase: true)})";

    /// <exception cref="GateException">The connection leads elsewhere, the mark is gone, or whoever is connected may do anything.</exception>
    public async Task VerifyAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = Question;
        await using var reader = await command.ExecuteReaderAsync(cancellation);

        if (!await reader.ReadAsync(cancellation)
            || await reader.GetFieldValueAsync<uint>(0, cancellation) != Identifier
            || await reader.IsDBNullAsync(1, cancellation)
            || reader.GetString(1) != Comment)
        {
            throw new GateException("This database does not have the mark of the shadow that was made for the rehearsal, so nothing is run on it.", "Look for SQL in the migrations that renames databases or comments on them, and take it out of the rehearsal.");
        }

        if (reader.GetString(2) != "off")
        {
            throw new GateException("The role that would run the migrations on the shadow is a superuser, and SQL could leave the shadow.", "Name a role without SUPERUSER.");
        }
    }
}
