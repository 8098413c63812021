using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class IdentifierTooLongRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG531",
        Name = "identifier-too-long",
        Risk = Risk.Caution,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.PostgreSql],
        When = "A name is longer than 63 bytes.",
        Why = "PostgreSQL cuts it without an error: the object has another name than the code believes, and two long names may become one.",
        Instead = "Choose a shorter name.",
        Setup = "CREATE TABLE fresh (id int);",
        Unsafe = "«CREATE INDEX orders_by_the_status_that_they_had_when_the_customer_looked_at_them_last ON fresh (id)»;",
        Safe = "CREATE TABLE note (id int);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (context.Statement.CutName is { } name && ReferenceEquals(change, context.Statement.Changes[0]))
        {
            return [Report(context, $"`{name}` is longer than 63 bytes, so PostgreSQL cuts it.")];
        }

        return [];
    }
}
