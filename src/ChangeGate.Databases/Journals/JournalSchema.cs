using ChangeGate.Changes;

namespace ChangeGate.Databases.Journals;

/// <summary>ChangeGate's own tables: PostgreSQL's schema <c>changegate</c>, SQLite's tables with the prefix <c>changegate_</c>.</summary>
internal static class JournalSchema
{
    public const int Version = 1;

    /// <summary>What stands before a table's name.</summary>
    public static string Prefix(Dialect dialect) => dialect == Dialect.PostgreSql ? "changegate." : "changegate_";

    /// <summary>How a name of ours begins in SQLite; in PostgreSQL the schema says it.</summary>
    public const string SqlitePrefix = "changegate_";

    /// <summary>Statements that make whatever is not there yet. Rows are only ever added, except that a run keeps just its latest snapshot.</summary>
    public static IEnumerable<string> Statements(Dialect dialect)
    {
        var postgres = dialect == Dialect.PostgreSql;
        var t = Prefix(dialect);
        var position = postgres ? "position bigint generated always as identity primary key" : "position integer primary key autoincrement";
        var at = postgres ? "timestamptz" : "text";
        var flag = postgres ? "boolean" : "integer";

        if (postgres)
        {
            yield return "create schema if not exists changegate";
        }

        yield return $"create table if not exists {t}version (version integer not null primary key, created_at {at} not null)";

        yield return $"""
            create table if not exists {t}run (
                {position},
                id text not null unique,
                kind text not null check (kind in ('apply', 'rollback', 'adopt')),
                target text not null,
                environment text not null,
                environment_class text not null,
                set_digest text not null,
                server text not null,
                actor text not null,
                started_at {at} not null,
                rolls_back text references {t}run (id)
            )
            """;

        yield return $"""
            create table if not exists {t}run_state (
                {position},
                run_id text not null references {t}run (id),
                state text not null check (state in ('planned', 'running', 'succeeded', 'failed', 'rolled-back', 'needs-attention')),
                at {at} not null,
                because text
            )
            """;

        yield return $"""
            create table if not exists {t}migration (
                {position},
                run_id text not null references {t}run (id),
                path text not null,
                digest text not null,
                event text not null check (event in ('applied', 'adopted', 'rolled-back')),
                at {at} not null,
                rollback text,
                rollback_digest text
            )
            """;

        yield return $"""
            create table if not exists {t}step (
                {position},
                run_id text not null references {t}run (id),
                path text not null,
                migration_digest text not null,
                number integer not null,
                digest text not null,
                event text not null check (event in ('started', 'done', 'failed')),
                in_transaction {flag} not null,
                at {at} not null,
                took_microseconds bigint,
                rows bigint,
                error text
            )
            """;

        yield return $"""
            create table if not exists {t}snapshot (
                run_id text not null primary key references {t}run (id),
                fingerprint text not null,
                schema text not null,
                taken_at {at} not null
            )
            """;
    }
}
