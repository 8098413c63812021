using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules.Locking;

internal sealed class AlterColumnTypeRewriteRule : Rule<ChangeColumnType>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG211",
        Name = "alter-column-type-rewrite",
        Risk = Risk.Danger,
        Hazards = [Hazard.Rewrite, Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "The type of a column changes in a way that PostgreSQL cannot do in the catalogue alone.",
        Why = "The table is copied and every index on it built anew, and nobody reads or writes it until then.",
        Instead = "Add a column of the new type, keep both filled by a trigger, fill the old rows in batches, and swap the names.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            """,
        Unsafe = "ALTER TABLE orders «ALTER COLUMN total TYPE bigint»;",
        Safe = "ALTER TABLE orders ALTER COLUMN status TYPE varchar;",
    };

    protected override IEnumerable<Finding> Check(ChangeColumnType change, RuleContext context)
    {
        var cast = TypeConversion.Of(change, context);

        if (cast.Rewrites)
        {
            return [Report(context, cast.Assumed
                ? $"Changing `{change.Table}.{change.Column}` to `{change.Type}` copies the table unless the old type allows otherwise. The history does not say what that is, so the worst is assumed."
                : $"Changing `{change.Table}.{change.Column}` to `{change.Type}` {Wording.Blocks(context)} while the table is copied.")];
        }

        return [];
    }
}
