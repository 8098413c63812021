using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.History;

internal sealed class DynamicSqlOpaqueRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG702",
        Name = "dynamic-sql-opaque",
        Risk = Risk.Danger,
        Hazards = [Hazard.Unreadable],
        Dialects = [Dialect.PostgreSql],
        When = "SQL is put together while it runs.",
        Why = "What it does is not in the text, so it may do anything.",
        Instead = "Write the statements out.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "DO $$ BEGIN «EXECUTE 'DROP TABLE IF EXISTS ' || quote_ident(current_user)»; END $$;",
        Safe = "DELETE FROM orders WHERE false;",
    };

    internal override bool JudgesWhatIsUndone => true;

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var said = change switch
        {
            RunDynamicSql run => $"`{run.Expression}` is run as SQL, and what that is depends on the moment.",
            RunBlock { Opaque: true } block when !context.Statement.Changes.Any(static inner => inner is RunDynamicSql) => $"What this `{block.Language}` block does is not in its text.",
            _ => null,
        };

        return said is not null ? [Report(context, said)] : [];
    }
}
