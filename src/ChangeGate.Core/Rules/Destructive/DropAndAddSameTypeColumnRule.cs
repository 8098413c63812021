using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Destructive;

internal sealed class DropAndAddSameTypeColumnRule : Rule<DropColumn>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG143",
        Name = "drop-and-add-same-type-column",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Irreversible],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "A column is dropped and one of the same type is added to the same table, and its values are not copied.",
        Why = "Tools that compare schemas write a rename like this: the new column is empty, and the values are gone.",
        Instead = "Add the column, copy the values, release the code that uses it, and drop the old column in a later migration.",
        Setup = "CREATE TABLE customer (id int, name text);",
        Unsafe = """
            ALTER TABLE customer «DROP COLUMN name»;
            ALTER TABLE customer ADD COLUMN full_name text;
            """,
        Safe = """
            ALTER TABLE customer ADD COLUMN full_name text;
            UPDATE customer SET full_name = name WHERE full_name IS NULL;
            """,
    };

    protected override IEnumerable<Finding> Check(DropColumn change, RuleContext context)
    {
        if (context.Loss.IsNone || context.Column(change.Table, change.Column) is not { } old)
        {
            yield break;
        }

        var added = context.ChangesOfScript().OfType<AddColumn>().Where(add => add.Column.Type == old.Type && add.Column.Generated == GeneratedKind.None && context.Resolve(add.Table) == context.Resolve(change.Table)).ToList();

        if (added.Exists(add => add.Column.Name == old.Name))
        {
            yield return Report(context, $"`{change.Table}.{change.Column}` is dropped and comes again with the same type, without its values.");
        }
        else if (added.Find(add => IsTheSame(add, context)) is { } renamed)
        {
            yield return Report(context, $"`{change.Table}.{change.Column}` goes and `{renamed.Column.Name}` of the same type comes: if that is a rename, its values are lost.") with
            {
                SafeSql = $"""
                    ALTER TABLE {context.Quote(change.Table)} ADD COLUMN {context.Quote(renamed.Column.Name)} {old.Type};
                    -- in a later migration:
                    UPDATE {context.Quote(change.Table)} SET {context.Quote(renamed.Column.Name)} = {context.Quote(old.Name)} WHERE {context.Quote(renamed.Column.Name)} IS NULL;
                    """,
            };
        }
    }

    // What takes the place of another column that is dropped, or is filled here, is not this one under a new name.
    private static bool IsTheSame(AddColumn add, RuleContext context) =>
        !context.ChangesOfScript().Any(other => (other is DropColumn drop && drop.Column == add.Column.Name) || (other is UpdateRows update && update.Columns.Contains(add.Column.Name)));
}
