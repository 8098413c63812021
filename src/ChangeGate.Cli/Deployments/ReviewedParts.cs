using ChangeGate.Cli.Judging;
using ChangeGate.Cli.PullRequests;
using ChangeGate.Cli.Running;
using ChangeGate.Cli.Sources;
using ChangeGate.Decisions;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Schemas;

namespace ChangeGate.Cli.Deployments;

/// <summary>Pending migrations that came in together, judged with the consent that they have now.</summary>
/// <param name="PullRequest">Which brought them; null for a commit that nobody proposed.</param>
internal sealed record ReviewedPart(PullRequest? PullRequest, Judgement Judgement)
{
    /// <summary>As the configuration before it says; null where that does not say.</summary>
    public RehearsalSetting? Rehearsal { get; init; }
}

/// <summary>
/// What waits for an environment, divided as it was proposed: one part for each pull request, judged by the policy that stood before it and with the
/// reviews that GitHub has at this moment. A part is the whole of what was approved, also where some of it ran before: the runner passes that over.
/// </summary>
internal sealed class ReviewedParts(GovernedEnvironment environment, ProposalRequest request, TimeProvider clock)
{
    private readonly HostedCommit _commit = environment.Commit!;

    /// <summary>Reviewers had the sizes that the base held; those who consented after newer ones were merged had these.</summary>
    private readonly Lazy<SchemaStatistics?> _shownNow = new(() => ShownAt(environment, environment.Commit!.Sha, environment.Source));

    private readonly PullRequestJudge _judge = new(environment.Commit!.Repository, request, clock);

    private readonly PullRequestReader _reader = new(environment.Commit.Repository, request);

    /// <summary>null where the target says whether it is rehearsed.</summary>
    public RehearsalRequest? Rehearsal { get; init; }

    /// <summary>The major version of the server.</summary>
    public required int RunsOn { get; init; }

    /// <param name="placed">All migrations, with what the journal says of each.</param>
    /// <param name="statistics">Of the database as it is now.</param>
    /// <param name="cancellation">Between calls.</param>
    /// <returns>In the order in which they run.</returns>
    public async Task<IReadOnlyList<ReviewedPart>> OfAsync(IReadOnlyList<Migration> placed, SchemaStatistics? statistics, CancellationToken cancellation)
    {
        var parts = new List<ReviewedPart>();
        var before = placed.Where(PendingSet.IsApplied).ToList();

        foreach (var change in await new MergedChanges(environment).OfAsync(placed, cancellation))
        {
            var history = before.Where(migration => change.Migrations.All(one => one.Path != migration.Path)).ToList();
            parts.Add(await JudgeAsync(change, SetOf(history, change.Migrations), statistics, cancellation));
            before = [.. history, .. change.Migrations];
        }

        return parts;
    }

    private MigrationSet SetOf(IEnumerable<Migration> history, IEnumerable<Migration> own)
    {
        var paths = history.Concat(own).Select(migration => migration.Path);
        var layout = environment.Target.Layout ?? MigrationLayouts.Detect(paths);
        var order = MigrationLayouts.Order(layout);

        return new MigrationSet
        {
            Target = environment.Target.Name,
            Dialect = environment.Target.Dialect,
            Engine = environment.Target.Engine,
            EngineUpTo = environment.Target.EngineUpTo,
            EnvironmentClass = environment.Environment.Class,
            Layout = layout,
            Folder = environment.Folder,
            History = [.. history.Select(migration => migration with { Change = MigrationChange.Unchanged }).OrderBy(migration => migration.Path, order)],
            Proposed = [.. own.Select(migration => PendingSet.IsApplied(migration) ? migration with { Change = MigrationChange.Added } : migration).OrderBy(migration => migration.Path, order)],
            Authorship = new Authorship(AuthorKind.Unknown, []),
        };
    }

    private async Task<ReviewedPart> JudgeAsync(MergedChange change, MigrationSet set, SchemaStatistics? statistics, CancellationToken cancellation)
    {
        var source = ConfigurationSource.InCommit(_commit.Files, change.Before, environment.Source.Path);
        var configuration = source?.Configuration;
        var authors = await AuthorsAsync(change, cancellation);
        var proposal = new Proposal(
            set with
            {
                EnvironmentClass = ClassIn(configuration),
                Authorship = authors.Authorship,
                BaseCommit = change.Before,
                HeadCommit = change.PullRequest?.HeadCommit ?? change.Commit.Sha,
            },
            configuration?.Policy ?? BuiltInPolicy.Policy)
        {
            Statistics = statistics,
            Shown = [.. new[] { ShownAt(environment, change.Before, source), _shownNow.Value }.OfType<SchemaStatistics>().Distinct()],
            Rehearsal = RehearsalPlace.OfRun(Rehearsal, environment.Target, configuration),
            RunsOn = RunsOn,
        };

        var part = authors.Read is { } read
            ? new ReviewedPart(change.PullRequest, await _judge.JudgeAsync(read, proposal, cancellation))
            : new ReviewedPart(null, new ProposalJudge(clock).Decide(await new RehearsedJudge(request, null, clock).AssessAskedAsync(proposal, cancellation), proposal, request));

        return part with { Rehearsal = proposal.Rehearsal };
    }

    private static SchemaStatistics? ShownAt(GovernedEnvironment environment, string commit, ConfigurationSource? source) =>
        source?.Configuration.Targets.FirstOrDefault(target => target.Name == environment.Target.Name)?.Statistics is { } written
        && source.Resolve(written) is var path
        && environment.Commit!.Files.File(commit, path) is { } bytes
            ? ProposalReader.StatisticsOf(bytes, path)
            : null;

    /// <summary>Open only where it was so before the change as well: what a proposal says of environments is no more believed than its policy.</summary>
    private EnvironmentClass ClassIn(Configuration? before) =>
        before?.Targets.FirstOrDefault(target => target.Name == environment.Target.Name)?.Environments.FirstOrDefault(one => one.Name == environment.Environment.Name) is { Class: EnvironmentClass.Open }
            ? environment.Environment.Class
            : EnvironmentClass.Protected;

    /// <summary>Whoever changed the same files while they waited wrote them too.</summary>
    private async Task<ChangeAuthors> AuthorsAsync(MergedChange change, CancellationToken cancellation)
    {
        var authors = await ChangeAuthors.OfAsync(change, _reader, cancellation);

        foreach (var earlier in change.Earlier)
        {
            authors = authors.With(await ChangeAuthors.OfAsync(earlier, _reader, cancellation));
        }

        return authors;
    }
}
