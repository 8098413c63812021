using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Schemas;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropStatisticsOrCommentRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG139",
        Name = "drop-statistics-or-comment",
        Risk = Risk.Notice,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "Extended statistics are dropped, or a comment is removed.",
        Why = "Without the statistics the planner misjudges columns that depend on each other, and queries may become slow. A comment that is gone can be asked nowhere.",
        Instead = "Keep them, or say in the pull request why they are not needed.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);
            CREATE STATISTICS orders_status ON status, total FROM orders;
            """,
        Unsafe = "«DROP STATISTICS orders_status»;",
        Safe = "COMMENT ON TABLE orders IS 'What customers ordered';",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var said = change switch
        {
            ChangeOther { Verb: "drop", Object.Part: "statistics" } drop when !IsMadeAgain(drop, context) => $"Without statistics `{drop.Object.Name}` plans that relied on them may change.",
            SetComment { Comment: null or "" } comment when Comment(context) is not null => $"The comment on `{comment.Object}` is removed.",
            _ => null,
        };

        return said is not null ? [Report(context, said)] : [];
    }

    private static bool IsMadeAgain(ChangeOther drop, RuleContext context) =>
        context.LaterChanges().OfType<ChangeOther>().Any(later => later.Verb == "create" && later.Object == drop.Object);

    private static string? Comment(RuleContext context) =>
        context.Subject is { } subject ? context.Before.Snapshot.Find<SchemaObject>(subject)?.Comment : null;
}
