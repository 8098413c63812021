using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Text;

namespace ChangeGate.Rules.Hygiene;

internal sealed class RequiredColumnsOrCommentsRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG518",
        Name = "required-columns-or-comments",
        Risk = Risk.Notice,
        Hazards = [Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "A table is made without a comment, or something gets a name that must be quoted. The policy's limits can also ask for `requiredColumns`, `tableNames`, `columnNames`, and rule out `deniedTypes`.",
        Why = "A comment is the one place where a schema says what it means. A quoted name must be quoted in every query for ever.",
        Instead = "Add COMMENT ON TABLE in the same migration, and use lower-case names.",
        Unsafe = "«CREATE TABLE invoice (number text)»;",
        Safe = """
            CREATE TABLE invoice (number text);
            COMMENT ON TABLE invoice IS 'One for each order that was sent.';
            """,
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (change is CreateTable { Persistence: not Persistence.Temporary, PartitionOf: null } create && !(create.IfNotExists && context.Exists) && !IsCommented(create, context))
        {
            yield return Report(context, $"`{create.Table}` has no comment.");
        }

        if (change is CreateTable { Persistence: not Persistence.Temporary, PartitionOf: null, Query: null } table && !(table.IfNotExists && context.Exists))
        {
            foreach (var column in context.Limits.RequiredColumns.Where(required => table.Columns.All(column => column.Name != required)))
            {
                yield return Report(context, $"`{table.Table}` has no column `{column}`.");
            }
        }

        foreach (var column in ColumnsOf(change).Where(column => context.Limits.DeniedTypes.Any(type => IsOf(column, type))))
        {
            yield return Report(context, $"`{column.Name}` is of type `{column.Type}`, which the policy's limits deny.");
        }

        foreach (var (name, isTable) in NamesGivenBy(change))
        {
            if ((isTable ? context.Limits.TableNames : context.Limits.ColumnNames) is { } pattern && !Patterns.Match(pattern, name))
            {
                yield return Report(context, $"`{name}` is no name that the policy's limits allow.");
            }

            if (context.Quote(name) != name)
            {
                yield return Report(context, $"`{name}` must be quoted in every query.");
            }
        }
    }

    private static bool IsCommented(CreateTable create, RuleContext context) =>
        context.LaterChanges().OfType<SetComment>().LastOrDefault(set => set.Object.Kind == ObjectKind.Table && context.Resolve(set.Object.Name) == context.Resolve(create.Table)) is { Comment.Length: > 0 };

    private static EquatableList<ColumnDefinition> ColumnsOf(Change change) => change switch
    {
        CreateTable create => create.Columns,
        AddColumn add => [add.Column],
        _ => [],
    };

    private static bool IsOf(ColumnDefinition column, string type) => string.Equals(column.Type.Name, type, StringComparison.OrdinalIgnoreCase) || string.Equals(column.Type.ToString(), type, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<(string Name, bool IsTable)> NamesGivenBy(Change change) => change switch
    {
        CreateTable create => create.Columns.Select(static column => (column.Name, false)).Prepend((create.Table.Name, true)),
        AddColumn add => [(add.Column.Name, false)],
        RenameTable rename => [(rename.NewName, true)],
        RenameColumn rename => [(rename.NewName, false)],
        _ => [],
    };
}
