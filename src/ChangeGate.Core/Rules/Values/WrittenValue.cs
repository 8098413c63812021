using ChangeGate.Changes;

namespace ChangeGate.Rules.Values;

/// <summary>What an UPDATE writes into a column, as far as it matters to the value that was there.</summary>
internal static class WrittenValue
{
    /// <summary>The name whose value is written unchanged; null for anything computed. It may be a keyword: the caller knows the columns.</summary>
    public static string? NameIn(string expression) => ExpressionTokens.Of(expression).AsColumn();

    /// <summary>An existing value stays where it is, and comes out as it was.</summary>
    public static bool Keeps(UpdateRows update, int index, RuleContext context)
    {
        var (column, expression) = (update.Columns[index], update.Values[index]);
        var tokens = ExpressionTokens.Of(expression);

        if (tokens.ArgumentsOf("coalesce", "ifnull") is [var kept, ..] && Is(kept, column) && IsOfItself(kept, update))
        {
            return true;
        }

        if (!IsOfItself(tokens, update))
        {
            return false;
        }

        if (Is(tokens, column) || (tokens.ArgumentsOf("coalesce", "ifnull") is [var first, ..] && Is(first, column)))
        {
            return true;
        }

        return context.Dialect == Dialect.PostgreSql && context.Column(update.Table, column) is { } old
            && KeptValue.IsWrittenBack(expression, (old.Name, old.Type), update.Joins ? null : update.Where, context);
    }

    /// <summary>The column whose values are written into another one, and the type in which they come; null for anything that does not keep them.</summary>
    public static (string Name, DataType Type)? CopyIn(UpdateRows update, int index, RuleContext context)
    {
        if (index >= update.Values.Count || context.Table(update.Table) is not { } table)
        {
            return null;
        }

        var expression = update.Values[index];

        if (NameIn(expression) is { } name)
        {
            return table.Column(name) is { } source ? (source.Name, source.Type) : null;
        }

        if (context.Dialect != Dialect.PostgreSql || ExpressionTokens.Of(expression).Names().Select(table.Column).OfType<ColumnDefinition>().Distinct().ToList() is not [var only])
        {
            return null;
        }

        return KeptValue.TypeOf(expression, (only.Name, only.Type), context) is { } type ? (only.Name, type) : null;
    }

    /// <summary>The condition lets only rows through whose value is NULL: there is nothing to lose.</summary>
    public static bool RequiresNull(string column, UpdateRows update) =>
        update.Where is { } condition
        && ExpressionTokens.Of(condition).Conjuncts().Any(part => part.Before("is", "null") is { } tested && Is(tested, column) && IsOfItself(tested, update));

    /// <summary>The same for a condition of which it is not known what it guards.</summary>
    public static bool RequiresAnyNull(string? condition) =>
        condition is not null && ExpressionTokens.Of(condition).Conjuncts().Any(static part => part.Before("is", "null")?.AsColumn() is not null);

    /// <summary>The condition leaves out only rows that have no value.</summary>
    public static bool OnlySkipsNull(string column, string? condition) =>
        condition is not null && ExpressionTokens.Of(condition).Before("is", "not", "null") is { } tested && Is(tested, column);

    // Beside other relations a column of theirs may have the same name.
    private static bool IsOfItself(ExpressionTokens tokens, UpdateRows update) =>
        !update.Joins || tokens.Qualifiers().All(name => string.Equals(name, update.Alias ?? update.Table.Name, StringComparison.OrdinalIgnoreCase));

    private static bool Is(ExpressionTokens tokens, string column) => string.Equals(tokens.AsColumn(), column, StringComparison.OrdinalIgnoreCase);
}
