using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rehearsals;
using ChangeGate.Rules;
using ChangeGate.Rules.Correctness;
using ChangeGate.Rules.Destructive;
using ChangeGate.Rules.Locking;
using ChangeGate.Rules.Locks;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Decisions;

/// <summary>What a rehearsal of one migration showed, and nothing that was read had said.</summary>
internal sealed class UnforeseenEffects(Assessment read, MigrationAssessment migration, MigrationRehearsal rehearsal)
{
    private static readonly UnforeseenLossRule Loss = Rule<UnforeseenLossRule>();
    private static readonly UnforeseenDropRule Drop = Rule<UnforeseenDropRule>();
    private static readonly UnforeseenLockRule Lock = Rule<UnforeseenLockRule>();
    private static readonly UnforeseenRewriteRule Rewrite = Rule<UnforeseenRewriteRule>();
    private static readonly RehearsalFailedRule Failed = Rule<RehearsalFailedRule>();

    private readonly HashSet<ObjectName> _standing = [.. rehearsal.Kept, .. rehearsal.Unsettled];
    private readonly List<Finding> _foreseen = [.. read.Findings.Where(finding => finding.Path == migration.Migration.Path)];

    public IEnumerable<Finding> Findings() =>
        [.. Stopped(), .. Losses(), .. Drops(), .. rehearsal.Statements.SelectMany(Of)];

    private IEnumerable<Finding> Stopped() => rehearsal.Stopped is { } because && !rehearsal.IsRefused ? [Failed.Report(migration.Migration, because)] : [];

    private static T Rule<T>()
        where T : Rule => RuleCatalog.All.OfType<T>().Single();

    private IEnumerable<Finding> Losses() => rehearsal.Lost.GroupBy(static lost => lost.Table)
        .Where(group => !_foreseen.Exists(finding => finding.Hazards.Contains(Hazard.DataLoss) && SpeaksOf(finding, group.Key)))
        .Select(group => Loss.Report(migration.Migration, SpanOf(group.Key), [.. group]));

    private static bool SpeaksOf(Finding finding, ObjectName table) => finding.Object switch
    {
        { Kind: ObjectKind.Table or ObjectKind.Column } found => found.Name == table,
        { Kind: ObjectKind.Schema } found => found.Name.Name == table.Schema,
        _ => false,
    };

    // The first that took a lock on it stronger than one for reading.
    private Span SpanOf(ObjectName table) => rehearsal.Statements.FirstOrDefault(statement => statement.Locks.Any(held => held.Relation == table && held.Mode != "ACCESS SHARE"))?.Span ?? (rehearsal.Statements is [var only] ? only.Span : default);

    private IEnumerable<Finding> Drops()
    {
        var said = read.Diff.Differences.Where(static difference => difference.Kind is DifferenceKind.Dropped or DifferenceKind.Renamed).Select(static difference => difference.Before ?? difference.Object).ToHashSet();

        return rehearsal.Differences
            .Where(difference => difference is { Kind: DifferenceKind.Dropped, Object.Kind: ObjectKind.Table or ObjectKind.Column or ObjectKind.View or ObjectKind.MaterializedView or ObjectKind.Function or ObjectKind.Trigger }
                && !said.Contains(difference.Object) && IsStill(difference.Object))
            .Select(difference => Drop.Report(migration.Migration, difference.Object, !rehearsal.Lost.Any(lost => lost.Table == difference.Object.Name) && (difference.Object.Kind is not (ObjectKind.Table or ObjectKind.Column) || rehearsal.Kept.Contains(difference.Object.Name))));
    }

    /// <summary>By what was read, it was there and is still.</summary>
    private bool IsStill(ObjectId id) => id.Kind == ObjectKind.Column
        ? read.Before.Find<Table>(ObjectId.Table(id.Name))?.Column(id.Part ?? "") is not null && read.After.Find<Table>(ObjectId.Table(id.Name))?.Column(id.Part ?? "") is not null
        : read.Before.Objects.Any(found => found.Id == id) && read.After.Objects.Any(found => found.Id == id);

    private IEnumerable<Finding> Of(ObservedStatement statement)
    {
        if (statement.Error is { } error)
        {
            return [Failed.Report(migration.Migration, statement.Span, error)];
        }

        var foreseen = _foreseen.Where(finding => statement.Span.Start <= finding.Span.Start && finding.Span.Start < statement.Span.End).ToList();

        return [.. Locks(statement, foreseen), .. Rewrites(statement, foreseen)];
    }

    // What a plain statement locks is known; what runs inside it is not.
    private IEnumerable<Finding> Locks(ObservedStatement statement, List<Finding> foreseen)
    {
        if (migration.Script.Statements.FirstOrDefault(one => one.Span.Start == statement.Span.Start) is not { } said || !said.Changes.Any(static change => change is RunBlock or RunDynamicSql or CallProcedure or ReadRows { Calls.Count: > 0 } or Unclassified))
        {
            return [];
        }

        return statement.Locks
            .Where(held => _standing.Contains(held.Relation) && ObservedMigration.Strength(held.Mode) >= LockMode.Share && !foreseen.Exists(finding => Foresees(finding.Lock, held)))
            .GroupBy(static held => held.Mode, StringComparer.Ordinal)
            .Select(group => Lock.Report(migration.Migration, statement.Span, new LockEffect(group.Key, [.. group.Select(static held => held.Relation)]) { Blocks = ObservedMigration.Strength(group.Key)!.Value.Blocks() })); // has a strength
    }

    private static bool Foresees(LockEffect? foreseen, ObservedLock held) =>
        foreseen is not null && ((foreseen.Relations.Contains(held.Relation) && foreseen.Strength >= ObservedMigration.Strength(held.Mode)) || Foresees(foreseen.Besides, held));

    private IEnumerable<Finding> Rewrites(ObservedStatement statement, List<Finding> foreseen) => foreseen.Exists(static finding => finding.Lock is { Rewrites: true } || finding.Hazards.Contains(Hazard.Rewrite))
        ? []
        : statement.Rewritten.Where(_standing.Contains).Select(table => Rewrite.Report(migration.Migration, statement.Span, table));
}
