using ChangeGate.Changes;
using ChangeGate.Databases.Running;
using ChangeGate.Databases.Shadows;
using ChangeGate.Rehearsals;
using ChangeGate.Text;
using Npgsql;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>
/// Asks PostgreSQL itself, inside the transaction of the statement: its locks, the files and scans of relations, the log. What commits itself is
/// watched from another session while it runs.
/// </summary>
internal sealed class PostgreSqlObserver(Shadow shadow, TimeProvider time) : StatementObserver
{
    private PostgreSqlSight _before = PostgreSqlSight.Nothing;
    private HashSet<uint> _standing = [];

    public override async Task BeginAsync(WorkConnection work, CancellationToken cancellation)
    {
        // Sizes of temporary files are said for the log alone, unless a session asks for what the log is told.
        await using var ask = new NpgsqlCommand("SET client_min_messages = log", Of(work));
        await ask.ExecuteNonQueryAsync(cancellation);
        _before = await PostgreSqlSight.OfAsync(Of(work), cancellation);
        _standing = [.. _before.Relations.Keys];
    }

    public override async Task<ObservedStatement> RunAsync(WorkConnection work, RunnableStatement statement, CancellationToken cancellation)
    {
        await using var watch = statement.NeedsAutocommit ? await PostgreSqlWatch.StartAsync(shadow, Of(work).ProcessID, cancellation) : null;
        using var notices = new HeardNotices(Of(work));
        var started = time.GetTimestamp();
        var rows = await work.ExecuteAsync(statement, cancellation);
        var took = time.GetElapsedTime(started);
        var locks = watch is null ? [] : await watch.StopAsync();

        var after = await PostgreSqlSight.OfAsync(Of(work), cancellation);
        var before = _before;
        _before = after;

        return new ObservedStatement
        {
            Span = new Span(statement.Start, statement.Text.Length),
            Duration = took,
            Rows = rows,
            WalBytes = after.Wal - before.Wal,
            TemporaryBytes = before.TellsTemporary && after.TellsTemporary ? notices.TemporaryBytes : null,
            Locks = [.. Named(statement.NeedsAutocommit ? locks : after.Locks.Except(before.Locks), before, after)],
            Rewritten = [.. Names(after, (id, now) => before.Relations.GetValueOrDefault(id) is { HoldsRows: true } old && old.File != now.File && !Empties(statement, now.Name))],
            Made = [.. after.Since(before)],
            Dropped = [.. before.Since(after)],
            Notices = [.. notices.Heard],
            Scanned = [.. Names(after, (id, now) => now.HoldsRows && _standing.Contains(id) && now.Scans > (before.Relations.GetValueOrDefault(id)?.Scans ?? 0))],
        };
    }

    private static NpgsqlConnection Of(WorkConnection work) => (NpgsqlConnection)work.Connection; // of this engine

    // TRUNCATE gives a table a new file as well, and writes no row into it.
    private static bool Empties(RunnableStatement statement, ObjectName table) =>
        statement.Changes.OfType<TruncateTable>().Any(truncate => truncate.Subject is { } subject && subject.Name.Name == table.Name);

    // Nobody else can want what the transaction itself has made.
    private IEnumerable<ObservedLock> Named(IEnumerable<RelationLock> locks, PostgreSqlSight before, PostgreSqlSight after) => locks
        .Where(held => _standing.Contains(held.Relation))
        .Select(held => (Relation: after.Relations.GetValueOrDefault(held.Relation) ?? before.Relations.GetValueOrDefault(held.Relation), held.Mode))
        .Where(held => held.Relation is { } relation && (!relation.IsIndex || held.Mode == "ACCESS EXCLUSIVE"))
        .Select(held => new ObservedLock(held.Relation!.Name, held.Mode)) // filtered above
        .OrderBy(static held => held.Relation.ToString(), StringComparer.Ordinal)
        .ThenBy(static held => held.Mode, StringComparer.Ordinal);

    private static IEnumerable<ObjectName> Names(PostgreSqlSight sight, Func<uint, ObservedObject, bool> which) => sight.Relations
        .Where(pair => which(pair.Key, pair.Value))
        .Select(static pair => pair.Value.Name)
        .OrderBy(static name => name.ToString(), StringComparer.Ordinal);
}
