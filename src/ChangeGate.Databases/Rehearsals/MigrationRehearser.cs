using System.Runtime.CompilerServices;
using ChangeGate.Changes;
using ChangeGate.Databases.Rehearsals.Sizes;
using ChangeGate.Databases.Shadows;
using ChangeGate.Failures;
using ChangeGate.Migrations;
using ChangeGate.Rehearsals;
using ChangeGate.Sql;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>
/// Runs migrations in their places on shadows that are thrown away: up, down and up again, over rows that were made up, and compares what was there
/// before with what came back. Many are shared among servers, each of which runs the history for itself: what is observed on one does not mix with another's.
/// </summary>
public sealed class MigrationRehearser(ShadowServer server, TimeProvider time)
{
    /// <summary>Below this, another server costs more than it saves.</summary>
    private const int WorthSharing = 6;

    /// <summary>One more than processors, as long as these are few: each waits now and then.</summary>
    private const int MostServers = 4;

    /// <summary>Migrations that follow each other are taken by one server: what one reaches is where the next begins. Fewer towards the end, so that none is left with the rest.</summary>
    private const int MostTakenAtOnce = 4;

    private readonly ISqlDialect _dialect = SqlDialects.For(server.Dialect);

    /// <summary>Of the target, so that durations can be told at its sizes; null where they are not known.</summary>
    public SizeEstimator? Sizes { get; init; }

    /// <summary>One after another, each on what those before it made. What the engine refuses in its place is left out of the history of those behind it.</summary>
    /// <param name="history">Stands before all of them and is not rehearsed itself.</param>
    /// <param name="migrations">In the order in which they run.</param>
    /// <param name="cancellation">Stops at the next statement; the shadows go all the same.</param>
    public async IAsyncEnumerable<MigrationRehearsal> RunAsync(IReadOnlyList<Migration> history, IReadOnlyList<Migration> migrations, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var servers = Math.Clamp(migrations.Count / WorthSharing, 1, Math.Min(MostServers, Environment.ProcessorCount + 1));
        var work = new SharedWork(new HistoryFold([.. history.Select(Read)], _dialect), [.. migrations.Select(Read)], servers);
        var workers = Enumerable.Range(0, servers).Select(number => WorkAsync(work, isFirst: number == 0, stop.Token)).ToList();

        try
        {
            foreach (var result in work.Results)
            {
                yield return await result.Task;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(workers);
        }
    }

    // Never fails: what goes wrong is the result of the migration that was to be next.
    private async Task WorkAsync(SharedWork work, bool isFirst, CancellationToken cancellation)
    {
        var next = 0;

        try
        {
            await Task.Yield();
            await using var twin = isFirst ? null : await TwinAsync(cancellation);

            if ((isFirst ? server : twin) is not { } own)
            {
                return;
            }

            await using var history = await HistoryShadow.OpenAsync(own, work.History, time, cancellation);
            var rehearsal = new ShadowRehearsal(own, history, time) { Sizes = Sizes };
            var reached = 0;

            while (work.Take() is { Count: > 0 } taken)
            {
                next = taken[0];
                await history.AdvanceAsync(await work.StandingAsync(reached, next), cancellation);

                foreach (var index in taken)
                {
                    next = index;
                    work.Results[index].SetResult(await rehearsal.RunAsync(work.Migrations[index], cancellation));
                }

                reached = next + 1;
            }
        }
        catch (Exception failure)
        {
            work.Fail(next, failure);
        }
    }

    // One server can do it all.
    private async Task<ShadowServer?> TwinAsync(CancellationToken cancellation)
    {
        try
        {
            return await server.TwinAsync(cancellation);
        }
        catch (GateException)
        {
            return null;
        }
    }

    private ReadMigration Read(Migration migration) => new(migration, migration.EncodingProblem is null ? _dialect.Read(migration.Text) : new Script([]));

    /// <summary>What several servers do together.</summary>
    private sealed class SharedWork(HistoryFold history, List<ReadMigration> migrations, int servers)
    {
        private readonly Lock _one = new();
        private int _taken;

        public HistoryFold History => history;

        public List<ReadMigration> Migrations => migrations;

        public IReadOnlyList<TaskCompletionSource<MigrationRehearsal>> Results { get; } = [.. migrations.Select(static _ => new TaskCompletionSource<MigrationRehearsal>(TaskCreationOptions.RunContinuationsAsynchronously))];

        /// <summary>Places of the next that nobody has taken.</summary>
        public List<int> Take()
        {
            lock (_one)
            {
                var left = migrations.Count - _taken;
                var taken = Enumerable.Range(_taken, Math.Min(left, Math.Clamp(left / (2 * servers), 1, MostTakenAtOnce))).ToList();
                _taken += taken.Count;
                return taken;
            }
        }

        /// <summary>What others rehearse, as far as it stands: what breaks a shadow must not come near the one that those behind it start from.</summary>
        public async Task<List<ReadMigration>> StandingAsync(int from, int to)
        {
            var standing = new List<ReadMigration>();

            for (var index = from; index < to; index++)
            {
                var result = Results[index].Task;

                if ((!result.IsCompletedSuccessfully && !MayBreak(migrations[index].Script)) || (await result).Stopped is null)
                {
                    standing.Add(migrations[index]);
                }
            }

            return standing;
        }

        // Only the one who rehearses it can tell.
        private static bool MayBreak(Script script) => script.Statements.SelectMany(static statement => statement.Changes)
            .Any(static change => change is Unclassified or RunBlock or RunDynamicSql or CallProcedure or ReadRows or MetaCommand or ChangeOther or ConfigureServer or DropDatabase or AlterRole or DropRole or ChangeOwned or RevokePrivilege or SetComment { Object.Kind: ObjectKind.Database });

        // Whoever waits for any of those that nobody will do now has to learn why.
        public void Fail(int from, Exception failure)
        {
            lock (_one)
            {
                _taken = migrations.Count;
            }

            foreach (var result in Results.Skip(from))
            {
                result.TrySetException(failure);
            }
        }
    }
}
