using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Rehearsals;
using ChangeGate.Rules.History;
using ChangeGate.Text;

namespace ChangeGate.Rules.Destructive;

internal sealed class UnforeseenLossRule : MigrationRule
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG145",
        Name = "unforeseen-loss",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "A rehearsal ran the migration on made-up rows, and values that were there before are nowhere after it, although nothing in its text says so.",
        Why = "What a trigger, a rule, a cascade or a function does is not in the migration, and it is done to production as well.",
        Instead = "Find out what deletes them, and copy what is to be kept first.",
        Unsafe = "",
    };

    /// <param name="migration">That was rehearsed.</param>
    /// <param name="span">The statement that touched the table; nothing where that is not known.</param>
    /// <param name="lost">Of one table.</param>
    internal Finding Report(Migration migration, Span span, IReadOnlyList<LostValues> lost) => Report(migration, span, $"On made-up rows {string.Join(" and ", lost.Select(Say))} in `{lost[0].Table}` were lost, and nothing that was read says so.") with { Object = ObjectId.Table(lost[0].Table) };

    private static string Say(LostValues lost) => lost.Column is { } column ? $"{lost.Count} of {lost.Of} values of `{column}`" : $"{lost.Count} of {lost.Of} rows";
}
