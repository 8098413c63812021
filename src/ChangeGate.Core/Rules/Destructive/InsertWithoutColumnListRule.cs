using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class InsertWithoutColumnListRule : Rule<InsertRows>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG136",
        Name = "insert-without-column-list",
        Risk = Risk.Notice,
        Hazards = [Hazard.Correctness, Hazard.Convention],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        DefaultOn = false,
        When = "INSERT names no columns, and the table was made before this proposal.",
        Why = "The values go by position: on a database whose columns stand in another order, or where one was added meanwhile, they land elsewhere or the statement fails.",
        Instead = "Name the columns.",
        Setup = "CREATE TABLE customer (id int, name text);",
        Unsafe = "«INSERT INTO customer VALUES (1, 'Kim')»;",
        Safe = "INSERT INTO customer (id, name) VALUES (1, 'Kim');",
    };

    protected override IEnumerable<Finding> Check(InsertRows change, RuleContext context)
    {
        if (change.Columns.Count == 0 && (change.Query is not null || change.Rows > 0) && !context.IsNewSubject)
        {
            return [Report(context, $"The values for `{change.Table}` go by position, since no columns are named.")];
        }

        return [];
    }
}
