using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Rollbacks;
using ChangeGate.Rules;
using ChangeGate.Rules.History;
using ChangeGate.Rules.Suppressions;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Decisions;

/// <summary>Finds out all that is to be known about a set before policy: reads it in its place, asks every rule, and weighs what they found.</summary>
public sealed class Assessor(ISqlDialect dialect, AssessmentOptions options)
{
    /// <summary>Below this, starting threads costs more than it saves.</summary>
    private const int WorthSharing = 32;

    private readonly Dictionary<ObjectName, long> _sizes = SizesOf(options.Statistics);

    private static readonly BaselineDriftRule Drift = RuleCatalog.All.OfType<BaselineDriftRule>().Single();

    private readonly Effects _effects = new(dialect);

    private readonly RollbackSynthesizer _rollbacks = new(dialect);

    public Assessment Assess(MigrationSet set)
    {
        var history = new FoldedHistory(dialect);
        var edited = set.Proposed.Where(static migration => migration.Change == MigrationChange.Edited).Select(static migration => migration.Path).ToHashSet(StringComparer.Ordinal);

        foreach (var migration in set.History)
        {
            history.Add(migration, edited.Contains(migration.Path));
        }

        return Assess(set, history).Assessment;
    }

    /// <summary>
    /// Each migration as if it alone were proposed on top of those before it. The history is folded once; an assessment's own set names none of it.
    /// </summary>
    public IEnumerable<Assessment> Replay(MigrationSet set)
    {
        var history = new FoldedHistory(dialect);

        foreach (var migration in set.History)
        {
            var proposed = migration with { Change = MigrationChange.Added, PreviousPath = null };

            var (assessment, after) = Assess(set with { History = [], Proposed = [proposed] }, history);

            yield return assessment;

            history.Add(migration, after);
        }
    }

    private static Dictionary<ObjectName, long> SizesOf(SchemaStatistics? statistics) =>
        (statistics?.Tables ?? []).GroupBy(static table => table.Table).ToDictionary(static group => group.Key, static group => group.Max(static table => table.Rows));

    private (Assessment Assessment, SchemaState After) Assess(MigrationSet set, FoldedHistory history)
    {
        var input = new RuleInput { Sql = dialect, Set = set, Effects = _effects, Sizes = _sizes, BaselineIsKnown = history.IsKnown, Limits = options.Policy.Limits, AllRules = options.AllRules };
        var (schema, proposal) = (history.State, ProposalState.Start);
        var (found, ways) = (new List<List<Finding>>(), new List<Lazy<WayBack>>());
        var touched = new HashSet<ObjectId>();
        var changes = new List<Change>();

        foreach (var migration in set.Proposed)
        {
            // An edited migration does not run again where it has run: its text is judged in its old place, and changes nothing that follows.
            var runs = migration.Change is MigrationChange.Added or MigrationChange.Renamed;
            var before = runs ? schema : history.Before(migration.Path);
            var script = history.Read(migration);
            var walk = new MigrationWalk(input, migration, script);
            var (after, state) = walk.Run(before, runs ? proposal : ProposalState.Start);

            found.Add([.. RuleCatalog.OfHistory.SelectMany(rule => rule.Check(migration, set)), .. EncodingFindings(migration), .. walk.Findings]);
            touched.UnionWith(walk.Touched);
            changes.AddRange(walk.Resolved);
            var read = new ReadMigration(migration, script, before, runs ? after.Snapshot : before.Snapshot)
            {
                Steps = walk.Steps,
                Destructive = found[^1].Any(static finding => finding.Hazards.Contains(Hazard.DataLoss)),
            };

            var reverse = new ReverseReading(input, migration, (before, after));
            ways.Add(set.Proposed.Count < WorthSharing ? new Lazy<WayBack>(WayBackOf(read, reverse)) : Beside(() => WayBackOf(read, reverse)));

            (schema, proposal) = runs ? (after, state) : (schema, proposal);
        }

        if (options.Statistics is { } statistics && history.IsKnown && found.Count > 0)
        {
            found[0].InsertRange(0, Drift.Check(set.Proposed[0], history.State.Snapshot, statistics));
        }

        var migrations = ways.ConvertAll(static way => way.Value.Migration);
        var all = found.Zip(ways).Select(one => WithOneWayBack([.. one.First, .. one.Second.Value.Findings], migrations)).ToList();
        var footprint = Footprint(history.State.Snapshot, touched, all.SelectMany(static list => list));
        var excepted = new SuppressedFindings(options.Policy, options.AllRules);
        List<Finding> findings = [.. all.Zip(migrations).SelectMany(one => excepted.Over(one.First, one.Second.Migration, SuppressionReader.Read(one.Second.Script, one.Second.Migration.Text)))];
        var reversibility = migrations.GroupBy(static item => item.Migration.Path).ToDictionary(static group => group.Key, static group => group.Min(static item => item.Rollback.Reversibility));

        var assessment = new Assessment
        {
            Set = set,
            Footprint = footprint,
            Digest = SetDigest.Of(set, footprint),
            Migrations = [.. migrations],
            Findings = [.. findings],
            Risk = RiskScorer.Score(findings, reversibility, set.Authorship.Kind),
            Before = history.State.Snapshot,
            After = schema.Snapshot,
            Diff = SchemaComparison.Compare(history.State.Snapshot, schema.Snapshot, dialect, changes),
            Statistics = options.Statistics,
        };

        return (assessment, schema);
    }

    private static IReadOnlyList<Finding> OfReverse(ReverseReading reading) => reading.Migration.Change is MigrationChange.Added or MigrationChange.Renamed
        ? [.. RuleCatalog.OfReverses.Where(rule => rule.Doc.DefaultOn || reading.AllRules).SelectMany(rule => rule.Check(reading))]
        : [];

    /// <summary>What a text that was not read touches, nobody knows: then it is the whole schema.</summary>
    private Digest Footprint(SchemaSnapshot before, HashSet<ObjectId> touched, IEnumerable<Finding> findings) =>
        findings.Any(static finding => finding.Hazards.Contains(Hazard.Unreadable))
            ? Fingerprint.Of(before, dialect)
            : Fingerprint.Of(before, touched.Concat(touched.SelectMany(before.DependentsOf)).Distinct(), dialect);

    /// <summary>The ways back do not depend on each other: in a long set they are found on another core while the next migration is read.</summary>
#pragma warning disable RS0030 // It computes; nothing is waited for but the computation.
    private static Lazy<WayBack> Beside(Func<WayBack> compute)
    {
        var computed = Task.Run(compute);

        return new Lazy<WayBack>(() => computed.GetAwaiter().GetResult());
    }
#pragma warning restore RS0030

    /// <summary>
    /// A rule knows what a statement destroys, and the rollback whether that comes back: where it brings all back by itself, nothing is irreversible.
    /// A team's own down script was only read, so it settles nothing.
    /// </summary>
    private static List<Finding> WithOneWayBack(List<Finding> findings, List<MigrationAssessment> migrations)
    {
        var stuck = migrations.Where(static item => item.Rollback is not { Reversibility: Reversibility.WithData, FromDownScript: false }).Select(static item => item.Migration.Path).ToHashSet(StringComparer.Ordinal);

        return [.. findings.Select(finding => stuck.Contains(finding.Path) ? finding : finding with { Hazards = [.. finding.Hazards.Where(static hazard => hazard != Hazard.Irreversible)] })];
    }

    private WayBack WayBackOf(ReadMigration read, ReverseReading reverse) => new(WithRollback(read), OfReverse(reverse));

    private MigrationAssessment WithRollback(ReadMigration read) => new()
    {
        Migration = read.Migration,
        Script = read.Script,
        Before = read.Before.Snapshot,
        After = read.After,
        Rollback = _rollbacks.Synthesize(read.Migration, read.Steps, read.Before),
        Destructive = read.Destructive,
    };

    private static IEnumerable<Finding> EncodingFindings(Migration migration)
    {
        if (migration.EncodingProblem is { } problem && RuleCatalog.Find("unparsable-statement") is { } rule)
        {
            yield return new Finding
            {
                Id = rule.Doc.Id,
                Rule = rule.Doc.Name,
                Risk = rule.Doc.Risk,
                Hazards = rule.Doc.Hazards,
                Path = migration.Path,
                Span = new Span(0, 0),
                Position = new LinePosition(1, 1),
                Message = $"`{migration.Path}` could not be read: {problem}.",
                Remedy = "Save it as UTF-8.",
            };
        }
    }

    /// <summary>How a migration is taken back, and what the rules say of the team's own way.</summary>
    private sealed record WayBack(MigrationAssessment Migration, IReadOnlyList<Finding> Findings);

    private sealed record ReadMigration(Migration Migration, Script Script, SchemaState Before, SchemaSnapshot After)
    {
        public required IReadOnlyList<Step> Steps { get; init; }

        public required bool Destructive { get; init; }
    }
}
