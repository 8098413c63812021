using ChangeGate.Changes;

namespace ChangeGate.Schemas;

/// <summary>Whether a definition uses a column, by name or somewhere in an expression.</summary>
internal static class ColumnUse
{
    public static bool In(IndexDefinition index, string column, Dialect dialect)
    {
        var names = SchemaLinks.NameComparer(dialect);

        return index.Elements.Any(element => names.Equals(element.Column, column) || Mentions(element.Expression, column, dialect))
            || index.Include.Contains(column, names)
            || Mentions(index.Where, column, dialect);
    }

    /// <summary>The columns of a foreign key's target do not count: they are another table's.</summary>
    public static bool In(ConstraintDefinition constraint, string column, Dialect dialect)
    {
        var names = SchemaLinks.NameComparer(dialect);

        return constraint.Columns.Contains(column, names)
            || constraint.Include.Contains(column, names)
            || Mentions(constraint.Expression, column, dialect);
    }

    private static bool Mentions(string? expression, string column, Dialect dialect) =>
        expression is not null && IdentifierText.Mentions(expression, column, dialect);
}
