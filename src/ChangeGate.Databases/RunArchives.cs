using ChangeGate.Changes;
using ChangeGate.Databases.Journals;
using ChangeGate.Databases.Rehearsals;
using ChangeGate.Databases.Running;
using ChangeGate.Rollbacks;
using ChangeGate.Runs;
using ChangeGate.Sql;
using ChangeGate.Text;

namespace ChangeGate.Databases;

/// <summary>Lists what runs have kept for their rollbacks, and clears it away.</summary>
public sealed class RunArchives(IEngine engine, RunLimits limits, TimeProvider time)
{
    private SessionRequest Request => new(limits, time, Unheard.Progress);

    /// <param name="target">As the configuration names it.</param>
    /// <param name="environment">As the configuration names it.</param>
    /// <param name="cancellation">While it is read.</param>
    public Task<ArchiveStatus> ListAsync(string target, string environment, CancellationToken cancellation) =>
        engine.WithSessionAsync(Request, session => ListAsync(session, target, environment, cancellation), cancellation);

    /// <summary>
    /// What a standing migration needs is emptied: its rollback still runs, and brings no rows. Everything else goes. The journal says who did it.
    /// </summary>
    /// <param name="status">Of <see cref="ListAsync(string, string, CancellationToken)"/>, with what was chosen; what is no longer there, or was made meanwhile, is left alone.</param>
    /// <param name="actor">Who asks for it.</param>
    /// <param name="cancellation">Before anything is cleared away.</param>
    public Task<ArchiveStatus> PurgeAsync(ArchiveStatus status, string actor, CancellationToken cancellation) =>
        engine.WithSessionAsync(Request, session => PurgeAsync(session, status, actor, cancellation), cancellation);

    private async Task<ArchiveStatus> PurgeAsync(RunSession session, ArchiveStatus status, string actor, CancellationToken cancellation)
    {
        var journal = await session.Journal.ReadAsync(cancellation);
        RunGuard.Refuse(HistoryCheck.Attention(journal));
        var present = (await ListAsync(session, status.Target, status.Environment, cancellation)).Archives;
        EquatableList<KeptRows> purged = [.. (status.Purged ?? []).Where(chosen => present.Any(one => one.Archive == chosen.Archive && one.RunId == chosen.RunId && one.IsNeeded == chosen.IsNeeded && one.MayGo))];

        if (purged.Count > 0)
        {
            await PurgeAsync(session, journal, purged, actor, cancellation);
        }

        return status with { Purged = purged, IsDone = true };
    }

    private async Task PurgeAsync(RunSession session, JournalContent journal, EquatableList<KeptRows> purged, string actor, CancellationToken cancellation)
    {
        await using var work = await session.OpenWorkAsync(cancellation);
        await work.BeginAsync(foreignKeysOff: false, cancellation);

        foreach (var kept in purged)
        {
            await work.ExecuteAsync(new RunnableStatement("archive purge", 0, $"{(kept.IsNeeded ? "delete from" : "drop table")} {NameOf(kept.Archive)}"), cancellation);
        }

        if (engine.Dialect == Dialect.PostgreSql)
        {
            await work.ExecuteAsync(new RunnableStatement("archive purge", 0, ArchiveTable.DropEmptySchema), cancellation);
        }

        foreach (var run in purged.Select(static kept => kept.RunId).OfType<string>().Distinct())
        {
            var state = journal.StateOf(run)?.State ?? RunState.Failed;
            var tables = string.Join(", ", purged.Where(kept => kept.RunId == run).Select(static kept => $"`{kept.Archive}`"));
            await work.Journal.AddAsync(new RunStateRow(run, state, time.GetUtcNow(), $"{actor} purged what it kept: {tables}."), cancellation);
        }

        await work.CommitAsync(cancellation);
    }

    private async Task<ArchiveStatus> ListAsync(RunSession session, string target, string environment, CancellationToken cancellation)
    {
        var journal = await session.Journal.ReadAsync(cancellation);
        var made = journal.Migrations.Where(static row => row.Rollback is not null).ToList();
        var standing = journal.Applied.ToHashSet();
        await using var work = await session.OpenWorkAsync(cancellation);
        var found = await ArchiveReader.ReadAsync(work.Connection, engine.Dialect, cancellation);

        return new ArchiveStatus
        {
            Target = target,
            Environment = environment,
            Server = engine.Server,
            Database = engine.Database,
            At = time.GetUtcNow(),
            Archives = [.. found.Select(kept => Known(kept, made, standing))],
        };
    }

    private static KeptRows Known(KeptRows kept, List<MigrationRow> made, HashSet<MigrationRow> standing)
    {
        // The name begins with the digest of the migration; the newest run of it is the one that made the table anew.
        if (made.LastOrDefault(row => ArchiveTable.IsOf(kept.Archive, row.Digest)) is not { } row)
        {
            return kept;
        }

        return kept with
        {
            Source = RollbackJson.Read(row).Archives.FirstOrDefault(archive => archive.Archive == kept.Archive)?.Source,
            Migration = row.Path,
            RunId = row.RunId,
            At = row.At,
            IsNeeded = standing.Contains(row),
        };
    }

    private string NameOf(ObjectName name) => SqlDialects.For(engine.Dialect).Quote(name);
}
