using ChangeGate.Changes;
using ChangeGate.Databases.Journals;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Databases.Rehearsals;
using ChangeGate.Reports;
using ChangeGate.Runs;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Databases.Running;

/// <summary>
/// Holds the live schema against the one that was rehearsed: before the run, so that nothing runs elsewhere than it was tried, and after it. What no
/// history can know does not count, and neither does what a shadow could not make where the texts of the history say that it is there.
/// </summary>
internal sealed class RehearsedCheck(RehearsedPlan plan, ISqlDialect dialect)
{
    /// <summary>Of each kind that is told and recorded.</summary>
    private const int Told = 20;

    private static readonly Dictionary<ObjectName, TableContent> NoRows = [];

    private EquatableList<Difference> _known = [];

    /// <param name="works">What is to run.</param>
    /// <param name="live">The schema under the lock.</param>
    public SchemaMatch Before(IReadOnlyList<MigrationWork> works, SchemaSnapshot live)
    {
        var first = works[0];
        var path = first.Migration.Path;

        if (first.Earlier.Any(static step => step.Event == StepEvent.Done || !step.InTransaction))
        {
            return SchemaMatch.NotCompared($"An earlier run left a part of `{path}`, and goes on here.");
        }

        if (!plan.Schemas.TryGetValue(path, out var seen))
        {
            return SchemaMatch.NotCompared($"`{path}` did not run to its end in the rehearsal.");
        }

        (var match, _known) = Compare(seen.Before, live);
        return match;
    }

    /// <param name="works">What ran.</param>
    /// <param name="live">The schema that it left.</param>
    /// <param name="failure">null where all of it stands.</param>
    public SchemaMatch After(IReadOnlyList<MigrationWork> works, SchemaSnapshot live, Failure? failure)
    {
        var path = works[^1].Migration.Path;

        if (failure is not null)
        {
            return SchemaMatch.NotCompared("The run did not come to its end.");
        }

        return plan.Schemas.TryGetValue(path, out var seen)
            ? Compare(seen.After, live).Match
            : SchemaMatch.NotCompared($"`{path}` did not run to its end in the rehearsal.");
    }

    /// <returns>null where the run may begin.</returns>
    public Refusal? RefusalOf(SchemaMatch before) => before.Agreement != SchemaAgreement.Differs || plan.MayDiffer
        ? null
        : new Refusal(
            RefusalKind.NotRehearsed,
            $"The schema is not the one that was rehearsed: {Prose.Some(before.Differences, 3)}.",
            "Undo by hand what was done by hand, or bring it into a migration; `rehearsal: { otherSchema: record }` of the target lets runs go on and records what differs.");

    private (SchemaMatch Match, EquatableList<Difference> Differences) Compare(SchemaSnapshot rehearsed, SchemaSnapshot live)
    {
        var expected = HostJournals.Hide(rehearsed);
        var found = new ShadowState(ShadowState.WithoutArchives(HostJournals.Hide(live)), NoRows).AlignedWith(new ShadowState(expected, NoRows), dialect);
        var (seen, now) = (Fingerprint.Of(expected, dialect), Fingerprint.Of(found, dialect));
        var differences = seen == now ? [] : SchemaComparison.Compare(expected, found, dialect).Differences;

        var unread = differences.Count == 0 ? [] : SchemaComparison.CompareWithLive(plan.Read, found, dialect).Differences.Select(static one => one.Object).ToHashSet();
        var ours = SchemasOf(expected);
        var aside = differences.Where(one => _known.Contains(one) || IsBeyond(one, ours) || IsRead(one, unread)).ToList();
        var counting = differences.Except(aside).Select(Say).ToList();

        if (seen != now && differences.Count == 0)
        {
            counting.Add("definitions differ");
        }

        var match = new SchemaMatch(counting.Count == 0 ? SchemaAgreement.Same : SchemaAgreement.Differs)
        {
            Expected = seen,
            Found = now,
            Differences = [.. counting.Take(Told)],
            Aside = [.. aside.Select(Say).Take(Told)],
        };

        return (match, differences);
    }

    /// <summary>Those in which the history makes anything.</summary>
    private static HashSet<string> SchemasOf(SchemaSnapshot schema) =>
        [.. schema.Objects.Where(static value => !ComesWithDatabase(value.Id.Kind)).Select(static value => value.Id.Name.Schema ?? "")];

    // Extensions, schemas and rights are given by whoever runs the server; so is what stands in schemas that no migration uses.
    private static bool IsBeyond(Difference difference, HashSet<string> ours) =>
        ComesWithDatabase(difference.Object.Kind) || (difference.Kind == DifferenceKind.Added && !ours.Contains(difference.Object.Name.Schema ?? ""));

    private static bool ComesWithDatabase(ObjectKind kind) => kind is ObjectKind.Extension or ObjectKind.Schema or ObjectKind.Privilege;

    // A shadow without an extension lacks what of the history needs it; what the set itself makes, it made there. What is gone, or is otherwise than the shadow made it, no text excuses.
    private bool IsRead(Difference difference, HashSet<ObjectId> unread)
    {
        var table = ObjectId.Table(difference.Object.Name);

        return difference.Kind == DifferenceKind.Added
            && !unread.Contains(difference.Object)
            && !unread.Contains(table)
            && (difference.Object.Kind != ObjectKind.Column || plan.Read.Find<Table>(table) is { ColumnsKnown: true });
    }

    private static string Say(Difference difference) => $"{Prose.Name(difference.Object)} {DriftCheck.Word(difference.Kind)}";
}
