using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rules.Values;

/// <summary>Rows that a migration puts in and takes out again: what is deleted was never in the baseline.</summary>
internal static class OwnRows
{
    /// <summary>
    /// Each row that a DELETE reaches was inserted just before, in the same transaction, under the very key that the condition names. Had the key
    /// been taken, the insert would have failed and nothing would be deleted.
    /// </summary>
    public static bool AreAllThatIsDeleted(DeleteRows delete, RuleContext context)
    {
        if (delete is not { Joins: false, Where: { } where } || context.Table(delete.Table) is not { PartitionBy: null, Inherits.Count: 0 } table || HasCompany(table, context))
        {
            return false;
        }

        return ExpressionTokens.Of(where).Conjuncts().Select(Asked).Any(asked => asked is { } key && IsKey(table, key.Column) && key.Values.IsSubsetOf(InsertedJustBefore(table, key.Column, context)));
    }

    /// <summary>The condition asks for a NULL where there can be none: in a column that is NOT NULL, or in all of a row that has one.</summary>
    public static bool CannotBe(DeleteRows delete, RuleContext context) =>
        delete is { Joins: false, Where: { } where } && context.Table(delete.Table) is { } table
        && ExpressionTokens.Of(where).Conjuncts().Any(part => part.Before("is", "null")?.AsColumn() is { } asked
            && (table.Column(asked) is { } column ? column.NotNull || IsOfKey(table, asked) : asked == (delete.Alias ?? table.Id.Name.Name) && table.PrimaryKey is not null));

    private static bool IsOfKey(Table table, string column) => table.PrimaryKey?.Columns.Contains(column) == true;

    // A trigger on INSERT may write something else than the statement says, and a key does not reach into partitions and children.
    private static bool HasCompany(Table table, RuleContext context) =>
        context.Before.Snapshot.Referrers(table.Id).OfType<Trigger>().Any(static trigger => trigger.Definition.Contains("INSERT", StringComparison.OrdinalIgnoreCase)) || context.Before.Snapshot.DescendantsOf(table.Id.Name).Any();

    private static bool IsKey(Table table, string column) => table.Constraints.Any(constraint =>
        constraint is { Kind: ConstraintKind.PrimaryKey or ConstraintKind.Unique, Deferrable: false, OnConflict: null } && constraint.Columns is [var only] && IsSame(only, column));

    /// <summary><c>column = constant</c> or <c>column IN (constants)</c>.</summary>
    private static (string Column, HashSet<string> Values)? Asked(ExpressionTokens condition)
    {
        var sides = condition.SplitAt("=") is [var left, var right] ? (left, [right]) : condition.AsMembership() ?? default;

        return sides.Item1?.AsColumn() is { } column && sides.Item2.All(static value => value.IsConstant) ? (column, [.. sides.Item2.Select(static value => value[0])]) : null;
    }

    private static HashSet<string> InsertedJustBefore(Table table, string column, RuleContext context)
    {
        var values = new HashSet<string>(StringComparer.Ordinal);

        foreach (var change in context.EarlierInTransaction().Reverse())
        {
            if (change is not InsertRows { Written: { } written, Replaces: false } insert || context.Resolve(insert.Table) != table.Id.Name)
            {
                break;
            }

            IReadOnlyList<string> columns = insert.Columns.Count > 0 ? insert.Columns : [.. table.Columns.Select(static item => item.Name)];
            var at = columns.ToList().FindIndex(name => IsSame(name, column));

            foreach (var row in ExpressionTokens.Of(written).After("values")?.Rows() ?? [])
            {
                if (at >= 0 && at < row.Count && row[at].IsConstant)
                {
                    values.Add(row[at][0]);
                }
            }
        }

        return values;
    }

    private static bool IsSame(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
