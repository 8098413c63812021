using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DeleteRowsRule : Rule<DeleteRows>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG111",
        Name = "delete-rows",
        Risk = Risk.Caution,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "DELETE removes some rows of a table that this proposal did not make.",
        Why = "The rows are gone when the migration commits. How many those are, the text does not say; foreign keys with ON DELETE CASCADE take more.",
        Instead = "Count the rows that the condition meets, copy them to a table that stays, then delete.",
        Setup = "CREATE TABLE session (id int, expired boolean);",
        Unsafe = "«DELETE FROM session WHERE expired»;",
        Safe = """
            CREATE TABLE scratch (id int);
            DELETE FROM scratch WHERE id > 5;
            """,
    };

    protected override IEnumerable<Finding> Check(DeleteRows change, RuleContext context)
    {
        if ((change.Filter != RowFilter.Some && !change.Joins) || context.Loss.IsNone)
        {
            return [];
        }

        return [Report(context, $"Deleting from `{change.Table}` removes the rows that meet the condition.{context.AlsoDeleted}{Wording.Assumption(context.Loss, change.Table)}")];
    }
}
