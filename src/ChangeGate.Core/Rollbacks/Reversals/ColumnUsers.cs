using ChangeGate.Changes;
using ChangeGate.Schemas;
using Index = ChangeGate.Schemas.Index;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>
/// What PostgreSQL keeps parsed with the type of a column in it: it forbids another type, or would be left with casts that nobody wrote.
/// </summary>
internal static class ColumnUsers
{
    /// <summary>Views, policies, triggers and indexes with expressions, as they stand after the step.</summary>
    public static IEnumerable<SchemaObject> Of(Undoing undo, Table table, string column)
    {
        var part = ObjectId.Column(table.Id.Name, column);

        return undo.After.Referrers(part)
            .Where(user => user is View or RowPolicy or Trigger || (user is Index { Constraint: null } index && HasExpression(index)))
            .Where(user => SchemaLinks.Uses(user, undo.After, part));
    }

    /// <summary>CHECK constraints over the columns are taken off for the while.</summary>
    public static void WithoutChecks(Undoing undo, IEnumerable<Table> tables, Func<Table, IEnumerable<ColumnDefinition>> columns, Action work)
    {
        var checks = tables
            .SelectMany(table => table.Constraints
                .Where(constraint => constraint is { Kind: ConstraintKind.Check, Name: not null } && columns(table).Any(column => ColumnUse.In(constraint, column.Name, Dialect.PostgreSql)))
                .Select(constraint => (Table: table.Id.Name, Constraint: constraint)))
            .ToList();

        undo.Run(checks.Select(check => undo.Write.DropConstraint(check.Table, check.Constraint.Name!)));
        work();
        undo.Run(checks.Select(check => undo.Write.AddConstraint(check.Table, check.Constraint)));
    }

    private static bool HasExpression(Index index) => index.Definition.Where is not null || index.Definition.Elements.Any(element => element.Expression is not null);
}
