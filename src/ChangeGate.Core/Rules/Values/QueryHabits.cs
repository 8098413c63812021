namespace ChangeGate.Rules.Values;

/// <summary>What a query does that no index helps with, or that changes its meaning with the table. Taste, so plain shapes are enough.</summary>
internal static class QueryHabits
{
    private static readonly HashSet<string> EndOfCondition = new(StringComparer.Ordinal) { "group", "order", "limit", "returning", "union", "except", "intersect", "having", "window", "for", "when", "then" };

    private static readonly HashSet<string> Comparisons = new(StringComparer.Ordinal) { "=", "<", ">", "<=", ">=", "<>", "!=", "like", "ilike", "in" };

    private static readonly HashSet<string> Conditions = new(StringComparer.Ordinal) { "and", "or", "not", "where", "on" };

    /// <summary>A sentence for each, once.</summary>
    public static IEnumerable<string> In(string query)
    {
        var tokens = ExpressionTokens.Of(query);

        if (Pairs(tokens).Any(static pair => pair is ("select", "*")))
        {
            yield return "`SELECT *` gives other columns when the table changes.";
        }

        if (Words(tokens).Contains("from") && Words(tokens).FirstOrDefault() is "select" && !Words(tokens).Any(static word => word is "where" or "limit"))
        {
            yield return "The query reads every row.";
        }

        if (Pairs(tokens).Any(static pair => pair is ("like" or "ilike", ['\'', '%' or '_', ..])))
        {
            yield return "A pattern that begins with a wildcard cannot use an index.";
        }

        if (Enumerable.Range(0, Math.Max(0, tokens.Count - 2)).Any(index => tokens[index] == "order" && tokens[index + 1] == "by" && tokens[index + 2] == "random"))
        {
            yield return "Sorting at random sorts every row.";
        }

        if (ComputesInCondition(tokens))
        {
            yield return "A condition that computes with a column cannot use an index on it.";
        }
    }

    private static IEnumerable<string> Words(ExpressionTokens tokens) => Enumerable.Range(0, tokens.Count).Select(index => tokens[index]);

    private static IEnumerable<(string First, string Second)> Pairs(ExpressionTokens tokens) => Enumerable.Range(0, Math.Max(0, tokens.Count - 1)).Select(index => (tokens[index], tokens[index + 1]));

    // A call or an arithmetic operator between WHERE, ON, AND or OR and the comparison.
    private static bool ComputesInCondition(ExpressionTokens tokens)
    {
        var isCondition = false;

        for (var index = 0; index + 1 < tokens.Count; index++)
        {
            var token = tokens[index];
            isCondition = token is "where" or "on" || (isCondition && !EndOfCondition.Contains(token) && token is not ("select" or "from" or "values"));

            if (isCondition && Conditions.Contains(token) && Computes(tokens, index + 1))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Computes(ExpressionTokens tokens, int start)
    {
        var depth = 0;

        for (var index = start; index < tokens.Count && !(depth == 0 && (Comparisons.Contains(tokens[index]) || Conditions.Contains(tokens[index]) || EndOfCondition.Contains(tokens[index]))); index++)
        {
            var token = tokens[index];
            depth += token == "(" ? 1 : token == ")" ? -1 : 0;

            if (depth < 0 || token is "select" or "exists" or "cast")
            {
                return false;
            }

            if (token is "+" or "-" or "*" or "/" or "%" || (token == "(" && index > start && char.IsLetter(tokens[index - 1][0])))
            {
                return true;
            }
        }

        return false;
    }
}
