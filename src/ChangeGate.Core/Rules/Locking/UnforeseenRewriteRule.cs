using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Rules.History;
using ChangeGate.Text;

namespace ChangeGate.Rules.Locking;

internal sealed class UnforeseenRewriteRule : MigrationRule
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG251",
        Name = "unforeseen-rewrite",
        Risk = Risk.Danger,
        Hazards = [Hazard.Rewrite, Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A rehearsal saw every row of an older table written anew, although nothing that was read says so.",
        Why = "A table is rewritten under a lock that blocks everybody, for as long as its size takes.",
        Instead = "Find out which statement rewrites it, and do it in small steps: a new column, copied in batches.",
        Unsafe = "",
    };

    internal Finding Report(Migration migration, Span span, ObjectName table) => Report(migration, span, $"The statement writes every row of `{Wording.Short(table)}` anew, and nothing that was read says so.") with { Object = ObjectId.Table(table) };
}
