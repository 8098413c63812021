using ChangeGate.Approvals;
using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Rollbacks;
using ChangeGate.Rules;
using ChangeGate.Rules.History;
using ChangeGate.Rules.Suppressions;
using ChangeGate.Schemas;
using ChangeGate.Text;
using Index = ChangeGate.Schemas.Index;

namespace ChangeGate.Decisions;

/// <summary>Finds out all that is to be known about a set before policy: reads it in its place, asks every rule, and weighs what they found.</summary>
public sealed class Assessor(ISqlDialect dialect, AssessmentOptions options)
{
    /// <summary>Below this, starting threads costs more than it saves.</summary>
    private const int WorthSharing = 32;

    private const int ReadAhead = 8;

    private readonly Dictionary<ObjectName, long> _sizes = options.Statistics?.RowsByTable() ?? [];

    private static readonly BaselineDriftRule Drift = RuleCatalog.All.OfType<BaselineDriftRule>().Single();

    private readonly Effects _effects = new(dialect);

    private readonly RollbackSynthesizer _rollbacks = new(dialect);

    public Assessment Assess(MigrationSet set) => Assess(set, Fold(set));

    /// <summary>The same on a history that was folded already.</summary>
    /// <param name="set">With the very history.</param>
    /// <param name="history">Which others may look at as well: what is assessed changes nothing of it.</param>
    public Assessment Assess(MigrationSet set, FoldedHistory history) => AssessOn(set, history).Assessment;

    /// <summary>What comes before a set, for whoever assesses it with the sizes of several databases.</summary>
    public FoldedHistory Fold(MigrationSet set)
    {
        var history = new FoldedHistory(dialect);
        var edited = set.Proposed.Where(static migration => migration.Change == MigrationChange.Edited).Select(static migration => migration.Path).ToHashSet(StringComparer.Ordinal);

        foreach (var migration in set.History)
        {
            history.Add(migration, edited.Contains(migration.Path));
        }

        return history;
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

            var (assessment, after) = AssessOn(set with { History = [], Proposed = [proposed] }, history);

            yield return assessment;

            history.Add(migration, after);
        }
    }

    private (Assessment Assessment, SchemaState After) AssessOn(MigrationSet set, FoldedHistory history)
    {
        var input = new RuleInput { Sql = dialect, Set = set, Effects = _effects, Sizes = _sizes, BaselineIsKnown = history.IsKnown, Limits = options.Policy.Limits, AllRules = options.AllRules };
        var (schema, proposal) = (history.State, ProposalState.Start);
        var pending = new List<Job<JudgedMigration>>();
        var changes = new List<Change>();

        // In a long set texts are read ahead on another core, and what the rules say of one migration, and its way back, is found while the next is folded.
        var bench = new Workbench(set.Proposed.Count >= WorthSharing);
        var scripts = new List<Job<Script>>();

        for (var index = 0; index < set.Proposed.Count; index++)
        {
            var migration = set.Proposed[index];

            foreach (var next in set.Proposed.Skip(scripts.Count).Take(index + ReadAhead - scripts.Count))
            {
                scripts.Add(bench.Later(() => history.Read(next)));
            }

            // An edited migration does not run again where it has run: its text is judged in its old place, and changes nothing that follows.
            var runs = migration.IsToRun;
            var before = runs ? schema : history.Before(migration.Path);
            var script = scripts[index].Result;
            var walk = new MigrationWalk(input, migration, script);
            var (after, state) = walk.Run(before, runs ? proposal : ProposalState.Start);

            changes.AddRange(walk.Resolved);
            var read = new ReadMigration(migration, script, before) { Walk = walk, Reverse = new ReverseReading(input, migration, (before, after)) };
            pending.Add(bench.Later(() => Judge(read, set)));

            (schema, proposal) = runs ? (after, state) : (schema, proposal);
        }

        var judged = pending.ConvertAll(static one => one.Result);
        var migrations = judged.ConvertAll(static one => one.Migration);
        var touched = judged.SelectMany(static one => one.Touched).ToHashSet();
        var all = WithOneWayBack(judged);

        if (options.Statistics is { } statistics && history.IsKnown && all.Count > 0)
        {
            all[0].InsertRange(0, Drift.Check(set.Proposed[0], history.State.Snapshot, statistics));
        }

        var isRead = !all.Exists(static list => list.Any(static finding => finding.Hazards.Contains(Hazard.Unreadable)));
        var footprint = Footprint(history.State.Snapshot, touched, isRead);
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
            Sizes = TableRows.Of(isRead ? TablesOf(touched, history.State.Snapshot) : _sizes.Keys, _sizes),
            Statistics = options.Statistics,
        };

        return (assessment, schema);
    }

    private static IReadOnlyList<Finding> OfReverse(ReverseReading reading) => reading.Migration.IsToRun
        ? [.. RuleCatalog.OfReverses.Where(rule => rule.Doc.DefaultOn || reading.AllRules).SelectMany(rule => rule.Check(reading))]
        : [];

    /// <summary>What a text that was not read touches, nobody knows: then it is the whole schema.</summary>
    private Digest Footprint(SchemaSnapshot before, HashSet<ObjectId> touched, bool isRead) => isRead
        ? Fingerprint.Of(before, touched.Concat(touched.SelectMany(before.DependentsOf)).Distinct(), dialect)
        : Fingerprint.Of(before, dialect);

    /// <summary>What is done to an index is done to its table.</summary>
    private static IEnumerable<ObjectName> TablesOf(IEnumerable<ObjectId> touched, SchemaSnapshot before) =>
        touched.Select(id => id.Kind == ObjectKind.Index && before.Find<Index>(id) is { } index ? index.Definition.Table : id.Name);

    /// <summary>
    /// A rule knows what a statement destroys, and the rollback whether that comes back: where it brings all back by itself, nothing is irreversible.
    /// A team's own down script was only read, so it settles nothing.
    /// </summary>
    private static List<List<Finding>> WithOneWayBack(List<JudgedMigration> judged)
    {
        var stuck = judged.Select(static one => one.Migration).Where(static item => item.Rollback is not { Reversibility: Reversibility.WithData, FromDownScript: false }).Select(static item => item.Migration.Path).ToHashSet(StringComparer.Ordinal);

        return judged.ConvertAll(one => one.Findings.Select(finding => stuck.Contains(finding.Path) || !finding.Hazards.Contains(Hazard.Irreversible) ? finding : finding with { Hazards = [.. finding.Hazards.Where(static hazard => hazard != Hazard.Irreversible)] }).ToList());
    }

    private JudgedMigration Judge(ReadMigration read, MigrationSet set)
    {
        var (findings, touched) = read.Walk.Judge();
        findings.InsertRange(0, [.. RuleCatalog.OfHistory.SelectMany(rule => rule.Check(read.Migration, set)), .. EncodingFindings(read.Migration)]);

        var migration = new MigrationAssessment
        {
            Migration = read.Migration,
            Script = read.Script,
            Rollback = _rollbacks.Synthesize(read.Migration, read.Walk.Steps, read.Before),
            Destructive = findings.Exists(static finding => finding.Hazards.Contains(Hazard.DataLoss)),
        };

        return new JudgedMigration(migration, [.. findings, .. OfReverse(read.Reverse)], touched);
    }

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

    private sealed record JudgedMigration(MigrationAssessment Migration, IReadOnlyList<Finding> Findings, HashSet<ObjectId> Touched);

    private sealed record ReadMigration(Migration Migration, Script Script, SchemaState Before)
    {
        public required MigrationWalk Walk { get; init; }

        public required ReverseReading Reverse { get; init; }
    }
}
