using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Canonical;

/// <summary>IN, BETWEEN, LIKE and their kin, as the operators that the engine keeps in their place.</summary>
internal static class CanonicalMatching
{
    public static SyntaxNode Of(CanonicalTree tree, SyntaxNode node, SyntaxNode[] children) => node.Kind switch
    {
        SyntaxKind.In => OfIn(tree, IsNegated(node), children),
        SyntaxKind.Between => OfBetween(node, children),
        SyntaxKind.Quantified => OfQuantified(node.Text!, children),
        _ => OfLike(node.Text!, children),
    };

    private static bool IsNegated(SyntaxNode node) => node.Text!.StartsWith("NOT", StringComparison.Ordinal);

    private static SyntaxNode OfBetween(SyntaxNode node, SyntaxNode[] children)
    {
        var negated = IsNegated(node);
        var range = Range(negated, children[0], children[1], children[2]);

        return node.Text!.EndsWith("SYMMETRIC", StringComparison.Ordinal)
            ? CanonicalTree.Chain(negated ? SyntaxKind.And : SyntaxKind.Or, range, Range(negated, children[0], children[2], children[1]))
            : range;
    }

    private static SyntaxNode Range(bool negated, SyntaxNode value, SyntaxNode low, SyntaxNode high) => negated
        ? CanonicalTree.Chain(SyntaxKind.Or, CanonicalTree.Operation("<", value, low), CanonicalTree.Operation(">", value, high))
        : CanonicalTree.Chain(SyntaxKind.And, CanonicalTree.Operation(">=", value, low), CanonicalTree.Operation("<=", value, high));

    // The engine makes an array of the constants where there are several, and compares each of the others, and rows, by itself.
    private static SyntaxNode OfIn(CanonicalTree tree, bool negated, SyntaxNode[] children)
    {
        var (left, right) = (children[0], children[1]);

        if (right.Kind != SyntaxKind.List)
        {
            var test = CanonicalTree.New(SyntaxKind.In, "IN", left, right);
            return negated ? CanonicalTree.New(SyntaxKind.Not, null, test) : test;
        }

        var constants = left.Kind == SyntaxKind.Row ? [] : right.Children.Where(item => !tree.HasColumn(item)).ToArray();
        var isArray = constants.Length > 1;
        var others = isArray ? right.Children.Except(constants) : right.Children;
        var tests = others.Select(item => CanonicalTree.Operation(negated ? "<>" : "=", left, item));

        return Each(negated, isArray
            ? [OfQuantified(negated ? "<> ALL" : "= ANY", [left, CanonicalTree.New(SyntaxKind.Array, null, constants)]), .. tests]
            : [.. tests]);
    }

    private static SyntaxNode Each(bool negated, SyntaxNode[] tests) =>
        tests.Length == 1 ? tests[0] : CanonicalTree.Chain(negated ? SyntaxKind.And : SyntaxKind.Or, tests);

    private static SyntaxNode OfQuantified(string text, SyntaxNode[] children)
    {
        if (text == "= ANY" && children[1].Kind == SyntaxKind.Subquery)
        {
            return CanonicalTree.New(SyntaxKind.In, "IN", children);
        }

        var space = text.LastIndexOf(' ');
        return CanonicalTree.New(SyntaxKind.Quantified, OperatorOf(text[..space]) + text[space..], CanonicalCasts.Narrowed(children[0]), children[1]);
    }

    private static string OperatorOf(string name) => name switch
    {
        "LIKE" => "~~",
        "NOT LIKE" => "!~~",
        "ILIKE" => "~~*",
        "NOT ILIKE" => "!~~*",
        "SIMILAR TO" => "~",
        "NOT SIMILAR TO" => "!~",
        _ => name,
    };

    private static SyntaxNode OfLike(string text, SyntaxNode[] children)
    {
        var function = text.EndsWith("SIMILAR TO", StringComparison.Ordinal) ? "similar_to_escape" : children.Length == 3 ? "like_escape" : null;
        return CanonicalTree.Operation(OperatorOf(text), children[0], function is null ? children[1] : CanonicalTree.Call(function, children[1..]));
    }
}
