using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Canonical;

/// <summary>Calls, with the grammar's own functions as the calls that older engines print for them.</summary>
internal static class CanonicalCalls
{
    public static SyntaxNode Of(SyntaxNode node, SyntaxNode[] children) => node.Kind switch
    {
        SyntaxKind.Special => OfSpecial(node, children),
        SyntaxKind.AtTimeZone => CanonicalTree.Call("timezone", children is [var value, var zone] ? [zone, value] : children),
        _ => new SyntaxNode(SyntaxKind.Call, node.Span, node.Text, [Arguments(children[0]), .. children[1..]]) { Name = node.Name },
    };

    /// <summary>Those that stay as they are, with commas between their arguments.</summary>
    public static bool IsListed(string special) => special is "COALESCE" or "GREATEST" or "LEAST" or "NULLIF" or "GROUPING" or "XMLCONCAT";

    private static SyntaxNode Arguments(SyntaxNode list) => CanonicalTree.New(SyntaxKind.List, list.Text, Array.ConvertAll(list.Children, CanonicalCasts.Narrowed));

    private static SyntaxNode OfSpecial(SyntaxNode node, SyntaxNode[] children)
    {
        var operands = children.Where(static part => part.Kind != SyntaxKind.Words).ToArray();

        return node.Text! switch
        {
            var name when IsListed(name) => CanonicalTree.New(SyntaxKind.Special, name, Array.ConvertAll(operands, CanonicalCasts.Narrowed)),
            "EXTRACT" => CanonicalTree.Call("date_part", [CanonicalConstant.Of(children[0].Text!, null), .. operands]),
            "POSITION" when operands.Length == 2 => CanonicalTree.Call("position", operands[1], operands[0]),
            "OVERLAY" => CanonicalTree.Call("overlay", operands),
            "SUBSTRING" => OfSubstring(children, operands),
            "TRIM" => OfTrim(children, operands),
            "COLLATION FOR" => CanonicalTree.Call("pg_collation_for", operands),
            _ => CanonicalTree.New(SyntaxKind.Special, node.Text, children),
        };
    }

    private static bool Has(SyntaxNode[] children, string word) => Array.Exists(children, part => part.Kind == SyntaxKind.Words && part.Text == word);

    // SUBSTRING(a FOR n) starts at 1; FOR may stand before FROM.
    private static SyntaxNode OfSubstring(SyntaxNode[] children, SyntaxNode[] operands)
    {
        if (Has(children, "SIMILAR"))
        {
            return CanonicalTree.Call("substring", operands[0], CanonicalTree.Call("similar_to_escape", operands[1..]));
        }

        if (Has(children, "FOR") && operands.Length == 2)
        {
            return CanonicalTree.Call("substring", operands[0], CanonicalTree.New(SyntaxKind.Number, "1"), operands[1]);
        }

        var reversed = operands.Length == 3 && children is [_, { Kind: SyntaxKind.Words, Text: "FOR" }, ..];
        return CanonicalTree.Call("substring", reversed ? [operands[0], operands[2], operands[1]] : operands);
    }

    private static SyntaxNode OfTrim(SyntaxNode[] children, SyntaxNode[] operands)
    {
        var name = Has(children, "LEADING") ? "ltrim" : Has(children, "TRAILING") ? "rtrim" : "btrim";
        // TRIM(characters FROM text) calls with the text first.
        var reversed = operands.Length == 2 && children[^2] is { Kind: SyntaxKind.Words, Text: "FROM" };
        return CanonicalTree.Call(name, reversed ? [operands[1], operands[0]] : operands);
    }
}
