using ChangeGate.Changes;
using ChangeGate.Databases.Journals;
using ChangeGate.Migrations;
using ChangeGate.Rollbacks;
using ChangeGate.Runs;

namespace ChangeGate.Databases.Running;

/// <summary>A migration on its way through the engine, and the journal's row that is committed with its last segment.</summary>
internal sealed record MigrationWork(Migration Migration, ScriptPlan Plan, MigrationRow Row)
{
    public required Rollback Rollback { get; init; }

    /// <summary>As it was read, so that what it makes of the schema can be folded; null for a reverse, which only the engine knows.</summary>
    public Script? Script { get; init; }

    /// <summary>Every statement of it stands or falls with one transaction.</summary>
    public bool IsOneTransaction => Plan.Segments is [{ InTransaction: true }];

    /// <summary>Steps that an earlier run committed or began.</summary>
    public IReadOnlyList<StepRow> Earlier { get; init; } = [];

    /// <summary>Names, without schemas, of what statements say that they touch.</summary>
    public static IReadOnlyList<string> Touched(IEnumerable<MigrationWork> works) =>
    [
        .. ChangesOf(works).Select(static change => change is CreateIndex create ? create.Index.Table.Name : change.Subject?.Name.Name).OfType<string>().Distinct(),
    ];

    public static IEnumerable<CreateIndex> IndexesMade(IEnumerable<MigrationWork> works) => ChangesOf(works).OfType<CreateIndex>();

    private static IEnumerable<Change> ChangesOf(IEnumerable<MigrationWork> works) =>
        works.SelectMany(static work => work.Plan.Segments).SelectMany(static segment => segment.Statements).SelectMany(static statement => statement.Changes);

    /// <summary>Statements that an earlier run sent outside of a transaction: what they touch may differ from what the journal recorded.</summary>
    public static IEnumerable<RunnableStatement> BegunAlone(IEnumerable<MigrationWork> works) => works.SelectMany(work => work.Plan.Segments
        .Where(segment => !segment.InTransaction)
        .SelectMany(segment => segment.Statements)
        .Where(statement => work.Earlier.Any(step => step.Digest == statement.Digest)));
}

/// <summary>Why a migration did not end well.</summary>
/// <param name="Outcome"><see cref="RunOutcome.Failed"/>, or <see cref="RunOutcome.NeedsAttention"/> where nobody knows what took effect.</param>
internal sealed record Failure(RunOutcome Outcome, string Because);
