using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Rules.Values;
using ChangeGate.Schemas;

namespace ChangeGate.Rules.Locking;

internal sealed class AlterColumnTypeWithDependentsRule : Rule<ChangeColumnType>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG237",
        Name = "alter-column-type-with-dependents",
        Risk = Risk.Danger,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.PostgreSql],
        When = "The type of a column changes that a view, a rule, a generated column, a policy, a trigger or the partition key uses.",
        Why = "PostgreSQL refuses it (0A000), whatever the two types are.",
        Instead = "Drop what uses the column and make it again, in the same transaction.",
        Setup = """
            CREATE TABLE orders (id bigint PRIMARY KEY, customer_id int, status text, total int);
            CREATE TABLE customer (id bigint PRIMARY KEY);
            CREATE VIEW open_order AS SELECT id, status FROM orders;
            """,
        Unsafe = "ALTER TABLE orders «ALTER COLUMN status TYPE varchar»;",
        Refused = new Refusal("0A000"),
        Safe = """
            DROP VIEW open_order;
            ALTER TABLE orders ALTER COLUMN status TYPE varchar;
            CREATE VIEW open_order AS SELECT id, status FROM orders;
            """,
    };

    protected override IEnumerable<Finding> Check(ChangeColumnType change, RuleContext context)
    {
        if (context.Subject is not { } column || UsersOf(column, context).ToList() is not { Count: > 0 } users)
        {
            return [];
        }

        return [Report(context, $"PostgreSQL refuses to change the type of `{change.Table}.{change.Column}` while {Wording.List(users)} {(users.Count == 1 ? "uses" : "use")} it.")];
    }

    private static IEnumerable<string> UsersOf(ObjectId column, RuleContext context)
    {
        var snapshot = context.Before.Snapshot;
        var name = column.Part!; // a column has a name

        foreach (var referrer in snapshot.Referrers(column).Where(referrer => referrer is View or RowPolicy or Trigger && SchemaLinks.Uses(referrer, snapshot, column)).OrderBy(static referrer => referrer.Id, ObjectIdOrder.Instance))
        {
            switch (referrer)
            {
                case View view when Reads(view, column, context):
                    yield return $"view {Wording.Code(Wording.Short(referrer.Id))}";
                    break;
                case RowPolicy:
                    yield return $"policy {Wording.Code(referrer.Id.Part!)}"; // a policy has a name
                    break;
                // What a trigger's function does is not known to PostgreSQL; its columns and its condition are.
                case Trigger trigger when IdentifierText.Mentions(Head(trigger.Definition), name, context.Dialect):
                    yield return $"trigger {Wording.Code(trigger.Id.Part!)}"; // a trigger has a name
                    break;
                default:
                    break;
            }
        }

        foreach (var rule in snapshot.Objects.OfType<OtherObject>().Where(other => other is { Rule: { } rule } && other.On == column.Name && rule.Actions.SelectMany(Texts).Any(text => IdentifierText.Mentions(text, name, context.Dialect))))
        {
            yield return $"rule {Wording.Code(rule.Id.Name.Name)}";
        }

        if (context.Table(column.Name) is not { } table)
        {
            yield break;
        }

        foreach (var generated in table.Columns.Where(item => item.Name != name && item.GenerationExpression is { } expression && IdentifierText.Mentions(expression, name, context.Dialect)))
        {
            yield return $"generated column {Wording.Code(generated.Name)}";
        }

        if (table.PartitionBy is { } key && IdentifierText.Mentions(key, name, context.Dialect))
        {
            yield return "the partition key";
        }
    }

    // Where it reads several relations, the name alone must tell whose column is meant, and what * stood for is not in the text.
    private static bool Reads(View view, ObjectId column, RuleContext context)
    {
        var others = view.DependsOn.Where(other => SchemaLinks.Target(other).Kind == ObjectKind.Table && other.Name != column.Name).ToList();

        if (others.Count == 0)
        {
            return true;
        }

        return IdentifierText.Mentions(view.Query, column.Part!, context.Dialect) // a column has a name
            && (others.All(other => context.Table(other.Name) is { ColumnsKnown: true } table && table.Column(column.Part!) is null) || ExpressionTokens.Of(view.Query).HasQualified(column.Name.Name, column.Part!));
    }

    private static IEnumerable<string> Texts(Change action)
    {
        IEnumerable<string?> texts = action switch
        {
            InsertRows insert => [insert.Query, insert.Written],
            UpdateRows update => [.. update.Values, update.Where],
            DeleteRows delete => [delete.Where],
            _ => [],
        };

        return texts.OfType<string>();
    }

    private static string Head(string trigger) => trigger.LastIndexOf("EXECUTE", StringComparison.OrdinalIgnoreCase) is >= 0 and var end ? trigger[..end] : trigger;
}
