using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rehearsals;
using ChangeGate.Rules.Locks;
using ChangeGate.Text;

namespace ChangeGate.Decisions;

/// <summary>
/// Says of each finding of one migration whether the rehearsal showed it. What it did not show is only refuted where the shadow had every occasion to
/// show it: the statement ran, its tables held rows, and nothing in it hangs on what rows or surroundings happen to be.
/// </summary>
internal sealed class ObservedMigration(Assessment read, MigrationAssessment migration, MigrationRehearsal rehearsal)
{
    private const string Unread = "unparsable-statement";
    private const string Meta = "psql-meta-command";

    private readonly Occasion _occasion = new(read, migration, rehearsal);

    public Finding Judge(Finding finding)
    {
        var statement = rehearsal.Statements.FirstOrDefault(one => one.Span.Start <= finding.Span.Start && finding.Span.Start < one.Span.End);

        if (statement is null || finding.Span.Length == 0)
        {
            return finding with { Observed = Observation.NotExercised };
        }

        if (finding.Hazards.Contains(Hazard.DataLoss) || finding.Hazards.Contains(Hazard.Unreadable))
        {
            return JudgeLoss(finding, statement);
        }

        if (finding.Rule is "statement-cannot-run" && statement.Error is null)
        {
            return Refuted(finding, [Hazard.Correctness]);
        }

        if (statement.Error is not null)
        {
            return finding with { Observed = finding.Hazards.Contains(Hazard.Correctness) || finding.Rule is "set-not-null-may-fail" ? Observation.Confirmed : Observation.NotExercised };
        }

        return finding.Lock is { } foreseen ? JudgeLock(finding, foreseen, statement) : finding with { Observed = Observation.NotExercised };
    }

    private Finding JudgeLoss(Finding finding, ObservedStatement statement)
    {
        if (rehearsal.Lost.Any(lost => Concerns(finding, lost.Table)))
        {
            return finding with { Observed = Observation.Confirmed };
        }

        var isRefuted = finding.Rule is not (Unread or Meta) && (finding.Certain && finding.Hazards.Contains(Hazard.DataLoss) ? _occasion.RefutesCertain(finding) : _occasion.Refutes(statement));

        return isRefuted ? Refuted(finding, [Hazard.DataLoss, Hazard.Irreversible, Hazard.Unreadable]) : finding with { Observed = Observation.NotExercised };
    }

    private static bool Concerns(Finding finding, ObjectName table) => finding.Object switch
    {
        null => true,
        { Kind: ObjectKind.Table or ObjectKind.Column or ObjectKind.Constraint or ObjectKind.Index or ObjectKind.Trigger } found => found.Name.Name == table.Name && (found.Name.Schema is null || found.Name.Schema == table.Schema),
        _ => true,
    };

    private Finding JudgeLock(Finding finding, LockEffect foreseen, ObservedStatement statement)
    {
        var isNew = foreseen.Rewrites && !foreseen.Relations.Any(statement.Rewritten.Contains);

        if (finding.Hazards.Contains(Hazard.Rewrite) && isNew)
        {
            // A statement that commits itself is watched from outside, and rewrites into a file that the next look already knows.
            return statement.Locks.Count > 0 && foreseen.Relations.All(rehearsal.Kept.Contains) ? Refuted(finding, [Hazard.Rewrite]) : finding with { Observed = Observation.NotExercised };
        }

        var held = foreseen.Relations.Any(relation => statement.Locks.Any(seen => seen.Relation == relation && Strength(seen.Mode) >= foreseen.Strength));

        return finding with { Observed = held ? Observation.Confirmed : Observation.NotExercised };
    }

    internal static LockMode? Strength(string mode) => Enum.GetValues<LockMode>().Select(static one => (LockMode?)one).FirstOrDefault(one => one!.Value.ToWords() == mode); // each has a value

    private static Finding Refuted(Finding finding, Hazard[] refuted)
    {
        EquatableList<Hazard> left = [.. finding.Hazards.Where(hazard => !refuted.Contains(hazard))];

        return finding with { Observed = Observation.Refuted, Hazards = left, Risk = left.Count == 0 ? Risk.Notice : finding.Risk };
    }
}
