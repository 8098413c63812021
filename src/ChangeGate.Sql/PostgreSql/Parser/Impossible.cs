using System.Runtime.CompilerServices;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Conditions that are true for no row because they are false or NULL, and queries that give no row.</summary>
internal static class Impossible
{
    /// <param name="prefix">How the condition names the table, with the point.</param>
    public static bool IsNeverTrue(SyntaxNode node, StatementParser parser, string prefix)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return false;
        }

        return Conditions.Evaluate(node, parser, prefix) == false || node.Kind switch
        {
            SyntaxKind.Null => true,
            SyntaxKind.Cast => IsNeverTrue(node.Children[0], parser, prefix),
            SyntaxKind.Not => Conditions.WithoutCasts(node.Children[0]).Kind == SyntaxKind.Null,
            SyntaxKind.And => node.Children.Any(child => IsNeverTrue(child, parser, prefix)) || Contradict(node.Children, parser, prefix),
            SyntaxKind.Or => node.Children.All(child => IsNeverTrue(child, parser, prefix)),
            SyntaxKind.Binary => node.Children.Length == 2 && node.Text is "=" or "<>" or "<" or ">" or "<=" or ">=" or "~~" && node.Children.Any(IsNull),
            SyntaxKind.Between => node.Text == "BETWEEN" && Conditions.Number(node.Children[1], parser) is { } low && Conditions.Number(node.Children[2], parser) is { } high && low > high,
            SyntaxKind.In => IsInNothing(node, parser),
            SyntaxKind.Quantified => node.Text is { } text && text.EndsWith(" ANY", StringComparison.Ordinal) && IsEmptySet(node.Children[1], parser),
            _ => false,
        };
    }

    /// <summary>A subquery with LIMIT 0, or whose WHERE is true for no row.</summary>
    public static bool HasNoRows(SyntaxNode subquery, StatementParser parser)
    {
        if (subquery.Kind != SyntaxKind.Subquery || subquery.Children is not [{ Kind: SyntaxKind.Query, Children: var parts }])
        {
            return false;
        }

        for (var index = 0; index + 1 < parts.Length; index++)
        {
            if (parts[index] is { Kind: SyntaxKind.Words, Text: "LIMIT" } && Conditions.Number(parts[index + 1], parser) == 0)
            {
                return true;
            }

            // Without a row an aggregate still gives one, and UNION adds others.
            if (parts[index] is { Kind: SyntaxKind.Words, Text: "WHERE" } && parts[0].Text == "SELECT" && !parts.Any(static part => part.Text is "UNION" or "EXCEPT" or "INTERSECT" or "HAVING" or "GROUP")
                && parts[1] is { Kind: SyntaxKind.List } targets && !HasCall(targets) && IsNeverTrue(parts[index + 1], parser, ""))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasCall(SyntaxNode node) => node.Kind is SyntaxKind.Call or SyntaxKind.Special || node.Children.Any(HasCall);

    private static bool IsNull(SyntaxNode node) => Conditions.WithoutCasts(node).Kind == SyntaxKind.Null;

    // x NOT IN (1, NULL) is false or NULL; so is x IN (NULL).
    private static bool IsInNothing(SyntaxNode node, StatementParser parser) => node.Children[1] switch
    {
        { Kind: SyntaxKind.List } list when node.Text == "NOT IN" => list.Children.Any(IsNull),
        { Kind: SyntaxKind.List } list => list.Children.All(IsNull),
        { Kind: SyntaxKind.Subquery } query => node.Text == "IN" && HasNoRows(query, parser),
        _ => false,
    };

    private static bool IsEmptySet(SyntaxNode node, StatementParser parser)
    {
        node = node is { Kind: SyntaxKind.Grouped or SyntaxKind.List, Children: [var only] } ? only : node;
        var bare = Conditions.WithoutCasts(node);

        return bare.Kind switch
        {
            SyntaxKind.Array => bare.Children.Length == 0,
            SyntaxKind.String => parser.ValueOf(bare).Trim() == "{}",
            SyntaxKind.Subquery => HasNoRows(bare, parser),
            SyntaxKind.Null => true,
            _ => false,
        };
    }

    // a = 1 AND a = 2, a IS NULL AND a = 1
    private static bool Contradict(SyntaxNode[] conjuncts, StatementParser parser, string prefix)
    {
        if (conjuncts.Length > 16)
        {
            return false;
        }

        var equal = new Dictionary<string, string>(StringComparer.Ordinal);
        var isNull = new HashSet<string>(StringComparer.Ordinal);

        foreach (var conjunct in conjuncts)
        {
            if (conjunct is { Kind: SyntaxKind.Test, Text: "IS NULL", Children: [{ Kind: SyntaxKind.Column } tested] })
            {
                isNull.Add(NameOf(tested, prefix));
            }
            else if (conjunct is { Kind: SyntaxKind.Binary, Text: "=", Children: [{ Kind: SyntaxKind.Column } column, { Kind: SyntaxKind.Number } constant] }
                && !equal.TryAdd(NameOf(column, prefix), parser.ValueOf(constant)) && Conditions.Number(constant, parser) is { } number
                && decimal.TryParse(equal[NameOf(column, prefix)], System.Globalization.CultureInfo.InvariantCulture, out var other) && number != other)
            {
                return true;
            }
        }

        return isNull.Overlaps(equal.Keys);
    }

    private static string NameOf(SyntaxNode column, string prefix) =>
        prefix.Length > 1 && column.Text!.StartsWith(prefix, StringComparison.Ordinal) ? column.Text[prefix.Length..] : column.Text!; // a column has a name
}
