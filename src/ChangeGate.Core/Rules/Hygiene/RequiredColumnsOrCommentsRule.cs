using ChangeGate.Changes;
using ChangeGate.Findings;

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
        When = "A table is made without a comment, or something gets a name that must be quoted.",
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

        foreach (var name in NamesGivenBy(change).Where(name => context.Quote(name) != name))
        {
            yield return Report(context, $"`{name}` must be quoted in every query.");
        }
    }

    private static bool IsCommented(CreateTable create, RuleContext context) =>
        context.LaterChanges().OfType<SetComment>().LastOrDefault(set => set.Object.Kind == ObjectKind.Table && context.Resolve(set.Object.Name) == context.Resolve(create.Table)) is { Comment.Length: > 0 };

    private static IEnumerable<string> NamesGivenBy(Change change) => change switch
    {
        CreateTable create => create.Columns.Select(static column => column.Name).Prepend(create.Table.Name),
        AddColumn add => [add.Column.Name],
        RenameTable rename => [rename.NewName],
        RenameColumn rename => [rename.NewName],
        _ => [],
    };
}
