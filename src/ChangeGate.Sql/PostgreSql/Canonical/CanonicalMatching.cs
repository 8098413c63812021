using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Canonical;

/// <summary>IN, BETWEEN, LIKE and their kin, as the operators that the engine keeps in their place.</summary>
internal static class CanonicalMatching
{
    public static CanonicalPrinter Print(CanonicalPrinter printer, SyntaxNode node) => node.Kind switch
    {
        SyntaxKind.In => PrintIn(printer, node),
        SyntaxKind.Between => printer.Print(Expand(node)),
        SyntaxKind.Quantified => PrintQuantified(printer, node),
        _ => PrintLike(printer, node),
    };

    /// <summary>BETWEEN as two comparisons, IN as the tests that the engine makes of its list; anything else as it is.</summary>
    public static SyntaxNode Expand(SyntaxNode node) => node switch
    {
        { Kind: SyntaxKind.Between } => ExpandBetween(node),
        { Kind: SyntaxKind.In, Children: [_, { Kind: SyntaxKind.List }] } => ExpandIn(node),
        _ => node,
    };

    private static SyntaxNode ExpandBetween(SyntaxNode node)
    {
        var range = Range(node, node.Children[1], node.Children[2]);

        return node.Text!.EndsWith("SYMMETRIC", StringComparison.Ordinal)
            ? New(node, Negated(node) ? SyntaxKind.And : SyntaxKind.Or, null, range, Range(node, node.Children[2], node.Children[1]))
            : range;
    }

    /// <summary>The opposite of IN or = ANY.</summary>
    public static SyntaxNode Negate(SyntaxNode node) =>
        New(node, node.Kind, node.Kind == SyntaxKind.In ? "NOT IN" : "<> ALL", node.Children);

    /// <summary>(a, b) = (1, 2) as the engine keeps it, pair by pair; null for anything else.</summary>
    public static SyntaxNode? ExpandRows(SyntaxNode node)
    {
        if (node is not { Text: "=" or "<>", Children: [{ Kind: SyntaxKind.Row } left, { Kind: SyntaxKind.Row } right] }
            || left.Children.Length != right.Children.Length || left.Children.Length < 2)
        {
            return null;
        }

        var pairs = left.Children.Select((value, index) => Compare(value, node.Text, right.Children[index]));
        return New(node, node.Text == "=" ? SyntaxKind.And : SyntaxKind.Or, null, [.. pairs]);
    }

    private static bool Negated(SyntaxNode node) => node.Text!.StartsWith("NOT ", StringComparison.Ordinal);

    private static SyntaxNode Range(SyntaxNode node, SyntaxNode low, SyntaxNode high)
    {
        var value = node.Children[0];

        return Negated(node)
            ? New(node, SyntaxKind.Or, null, Compare(value, "<", low), Compare(value, ">", high))
            : New(node, SyntaxKind.And, null, Compare(value, ">=", low), Compare(value, "<=", high));
    }

    private static SyntaxNode Compare(SyntaxNode left, string name, SyntaxNode right) => New(left, SyntaxKind.Binary, name, left, right);

    private static SyntaxNode New(SyntaxNode at, SyntaxKind kind, string? text, params SyntaxNode[] children) => new(kind, at.Span, text, children);

    private static CanonicalPrinter PrintIn(CanonicalPrinter printer, SyntaxNode node) => node.Children[1].Kind == SyntaxKind.List
        ? printer.Print(Expand(node))
        : printer.PrintOperation(node.Children[0], Negated(node) ? "not in" : "in", node.Children[1]);

    // The engine makes an array of the constants where there are several, and compares each of the others by itself.
    private static SyntaxNode ExpandIn(SyntaxNode node)
    {
        var left = node.Children[0];
        var items = node.Children[1].Children;
        var constants = items.Where(static item => !HasColumn(item, 0)).ToArray();
        var name = Negated(node) ? "<>" : "=";

        if (constants.Length < 2)
        {
            return Each(node, [.. items.Select(item => Compare(left, name, item))]);
        }

        var array = New(node, SyntaxKind.Quantified, Negated(node) ? "<> ALL" : "= ANY", left, New(node, SyntaxKind.Array, null, constants));
        var others = items.Where(static item => HasColumn(item, 0)).Select(item => Compare(left, name, item));
        return Each(node, [array, .. others]);
    }

    private static SyntaxNode Each(SyntaxNode node, SyntaxNode[] tests) =>
        tests.Length == 1 ? tests[0] : New(node, Negated(node) ? SyntaxKind.And : SyntaxKind.Or, null, tests);

    private static bool HasColumn(SyntaxNode node, int depth)
    {
        if (node.Kind == SyntaxKind.Column || depth > 100)
        {
            return true;
        }

        foreach (var child in node.Children)
        {
            if (HasColumn(child, depth + 1))
            {
                return true;
            }
        }

        return false;
    }

    private static CanonicalPrinter PrintQuantified(CanonicalPrinter printer, SyntaxNode node)
    {
        var space = node.Text!.LastIndexOf(' ');
        var name = OperatorOf(node.Text[..space]);
        var right = node.Children[1];
        printer.Write("(").Print(CanonicalCasts.Narrowed(node.Children[0])).Write($" {name} {node.Text[(space + 1)..].ToLowerInvariant()} ");
        return (right.Kind == SyntaxKind.Subquery ? printer.Print(right) : printer.Write("(").Print(right).Write(")")).Write(")");
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

    private static CanonicalPrinter PrintLike(CanonicalPrinter printer, SyntaxNode node)
    {
        var name = OperatorOf(node.Text!);
        printer.Write("(").Print(node.Children[0]).Write($" {name} ");

        var function = node.Text!.EndsWith("SIMILAR TO", StringComparison.Ordinal) ? "similar_to_escape" : node.Children.Length == 3 ? "like_escape" : null;
        var pattern = node.Children.AsSpan(1).ToArray();
        return (function is null ? printer.Print(pattern[0]) : printer.Write(function + "(").PrintList(pattern).Write(")")).Write(")");
    }
}
