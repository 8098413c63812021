using ChangeGate.Cli.Sources;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Text;

namespace ChangeGate.Cli.Running;

/// <summary>What the journal of a database lacks of the migrations on disk, as a set to judge once more before it runs.</summary>
internal static class PendingSet
{
    /// <param name="environment">Where it is to run.</param>
    /// <param name="files">The migrations on disk, in order.</param>
    /// <param name="applied">Digest of what ran, by path.</param>
    /// <param name="rehearsal">null where the target says whether it is rehearsed.</param>
    public static Proposal Of(GovernedEnvironment environment, IReadOnlyList<Migration> files, IReadOnlyDictionary<string, Digest> applied, RehearsalRequest? rehearsal)
    {
        var placed = Placed(files, applied);
        var (proposal, configuration) = Of(environment, [.. placed.Where(IsApplied)], [.. placed.Where(migration => !IsApplied(migration))]);

        return proposal.Set.Proposed.Count == 0 ? proposal : proposal with { Rehearsal = RehearsalPlace.OfRun(rehearsal, environment.Target, configuration) };
    }

    /// <summary>What the journal says of each file: it ran as it is, it ran with other bytes, or it has not run.</summary>
    public static IReadOnlyList<Migration> Placed(IReadOnlyList<Migration> files, IReadOnlyDictionary<string, Digest> applied) =>
        [.. files.Select(migration => migration with { Change = ChangeOf(migration, applied) })];

    /// <summary>The same for some of the pending migrations, on top of those before them and without those after.</summary>
    /// <param name="environment">Where they are to run.</param>
    /// <param name="whole">All that is pending.</param>
    /// <param name="part">Which of it.</param>
    public static Proposal Part(GovernedEnvironment environment, MigrationSet whole, Range part)
    {
        var earlier = whole.Proposed.Take(part.Start.Value).Select(migration => migration with { Change = MigrationChange.Unchanged });
        var order = MigrationLayouts.Order(whole.Layout);

        return Of(environment, [.. whole.History.Concat(earlier).OrderBy(migration => migration.Path, order)], [.. whole.Proposed.Take(part)]).Proposal;
    }

    private static (Proposal Proposal, Configuration OfBase) Of(GovernedEnvironment environment, EquatableList<Migration> history, EquatableList<Migration> proposed)
    {
        var origin = SetOrigin.Of(environment.Folder, [.. proposed.Select(migration => migration.Path)], environment.Source.Configuration.Agents);
        var configuration = ConfigurationOfBase(environment, origin);
        var proposal = new Proposal(
            new MigrationSet
            {
                Target = environment.Target.Name,
                Dialect = environment.Target.Dialect,
                Engine = environment.Target.Engine,
                EngineUpTo = environment.Target.EngineUpTo,
                EnvironmentClass = environment.Environment.Class,
                Layout = environment.LayoutOf(history.Concat(proposed).Select(migration => migration.Path)),
                History = history,
                Proposed = proposed,
                Authorship = origin?.Authors ?? new Authorship(AuthorKind.Unknown, []),
                HeadCommit = origin?.Head,
                BaseCommit = origin?.Base,
            },
            configuration.Policy);

        return (proposal, configuration);
    }

    public static bool IsApplied(Migration migration) => migration.Change == MigrationChange.Unchanged;

    private static MigrationChange ChangeOf(Migration migration, IReadOnlyDictionary<string, Digest> applied) => !applied.TryGetValue(migration.Path, out var ran)
        ? MigrationChange.Added
        : ran == migration.Digest ? MigrationChange.Unchanged : MigrationChange.Edited;

    /// <summary>
    /// The configuration as it stood before the newest of these migrations came in: a proposal that also loosens the policy is still judged by the one
    /// that it found. Without a history to ask, the file on disk.
    /// </summary>
    private static Configuration ConfigurationOfBase(GovernedEnvironment environment, SetOrigin? origin)
    {
        var onDisk = environment.Source.Configuration;

        if (origin?.Base is null)
        {
            return onDisk;
        }

        return ConfigurationSource.InCommit(origin.Repository, origin.Base, origin.Repository.PathOf(environment.Source.Path))?.Configuration ?? onDisk;
    }
}
