namespace ChangeGate.Rules.Values;

/// <summary>What an UPDATE writes into a column, as far as it matters to the value that was there.</summary>
internal static class WrittenValue
{
    /// <summary>The name whose value is written unchanged; null for anything computed. It may be a keyword: the caller knows the columns.</summary>
    public static string? NameIn(string expression) => ExpressionTokens.Of(expression).AsColumn();

    /// <summary>An existing value stays: the column itself, or COALESCE and IFNULL that begin with it.</summary>
    public static bool Keeps(string column, string expression)
    {
        var tokens = ExpressionTokens.Of(expression);

        return Is(tokens, column) || (tokens.ArgumentsOf("coalesce", "ifnull") is [var first, ..] && Is(first, column));
    }

    /// <summary>The condition lets only rows through whose value is NULL: there is nothing to lose.</summary>
    public static bool RequiresNull(string column, string? condition) =>
        condition is not null && ExpressionTokens.Of(condition).Conjuncts().Any(part => part.Before("is", "null") is { } tested && Is(tested, column));

    /// <summary>The same for a condition of which it is not known what it guards.</summary>
    public static bool RequiresAnyNull(string? condition) =>
        condition is not null && ExpressionTokens.Of(condition).Conjuncts().Any(static part => part.Before("is", "null")?.AsColumn() is not null);

    /// <summary>The condition leaves out only rows that have no value.</summary>
    public static bool OnlySkipsNull(string column, string? condition) =>
        condition is not null && ExpressionTokens.Of(condition).Before("is", "not", "null") is { } tested && Is(tested, column);

    private static bool Is(ExpressionTokens tokens, string column) => string.Equals(tokens.AsColumn(), column, StringComparison.OrdinalIgnoreCase);
}
