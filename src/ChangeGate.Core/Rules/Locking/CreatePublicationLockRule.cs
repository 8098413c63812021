using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Locking;

internal sealed class CreatePublicationLockRule : Rule<ChangeOther>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG245",
        Name = "create-publication-lock",
        Risk = Risk.Caution,
        Hazards = [Hazard.Security],
        Dialects = [Dialect.PostgreSql],
        Engine = 15,
        When = "A publication is made for tables, or gets more of them.",
        Why = "What is written to the tables is sent to whoever subscribes, columns and all; FOR ALL TABLES takes tables along that do not exist yet. Other schema changes of the tables wait until the migration commits.",
        Instead = "Name the tables, and the columns where some are private.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "«CREATE PUBLICATION sales FOR ALL TABLES»;",
        Safe = "CREATE PUBLICATION sales FOR TABLE orders (id, status);",
    };

    protected override IEnumerable<Finding> Check(ChangeOther change, RuleContext context)
    {
        if (change.Object.Part == "publication" && change.Verb != "drop" && (change.AllTables || change.Tables.Count > 0))
        {
            return [change.AllTables
                ? Report(context, $"`{change.Object.Name}` sends every table to its subscribers, later ones too.") with { Risk = Risk.Caution }
                : Report(context, $"`{change.Object.Name}` sends what is written to {Wording.Names(change.Tables)} to its subscribers.") with { Risk = Risk.Notice }];
        }

        return [];
    }
}
