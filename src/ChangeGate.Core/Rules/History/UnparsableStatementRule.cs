using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.History;

internal sealed class UnparsableStatementRule : Rule<Unclassified>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG701",
        Name = "unparsable-statement",
        Risk = Risk.Danger,
        Hazards = [Hazard.Unreadable],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "A statement could not be read.",
        Why = "What it does is not known, so it may do anything.",
        Instead = "Write it so that it can be read, or let a person who can read it approve it.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "«FROBNICATE orders»;",
        Refused = new Refusal("42601"),
        Safe = "CREATE TABLE note (id int);",
    };

    internal override bool JudgesWhatIsUndone => true;

    protected override IEnumerable<Finding> Check(Unclassified change, RuleContext context)
    {
        return [Report(context, $"This could not be read: {change.Reason}.")];
    }
}
