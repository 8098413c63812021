using ChangeGate.Sql.PostgreSql.Parser;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Canonical;

/// <summary>Calls, with the grammar's own functions as the calls that older engines print for them.</summary>
internal static class CanonicalCalls
{
    public static CanonicalPrinter Print(CanonicalPrinter printer, SyntaxNode node)
    {
        if (node.Kind == SyntaxKind.Special)
        {
            return PrintSpecial(printer, node);
        }

        if (node.Kind == SyntaxKind.AtTimeZone)
        {
            printer.Write("timezone(");
            return (node.Children.Length == 2 ? printer.Print(CanonicalCasts.Narrowed(node.Children[1])).Write(", ") : printer).Print(CanonicalCasts.Narrowed(node.Children[0])).Write(")");
        }

        var arguments = node.Children[0];
        printer.Write(NameOf(node)).Write("(").Write(arguments.Text is null ? "" : "distinct ").Print(WithoutOrder(arguments));

        foreach (var order in arguments.Children)
        {
            if (order.Kind == SyntaxKind.Query)
            {
                printer.Write(" ").Print(order);
            }
        }

        printer.Write(")");

        foreach (var clause in node.Children.AsSpan(1))
        {
            printer.Write(" ");
            printer = clause.Kind is SyntaxKind.Words ? printer.Print(clause) : printer.Write("(").Print(clause).Write(")");
        }

        return printer;
    }

    private static SyntaxNode WithoutOrder(SyntaxNode arguments) =>
        arguments.Children is [.., { Kind: SyntaxKind.Query }]
            ? new SyntaxNode(SyntaxKind.List, arguments.Span, null, arguments.Children[..^1])
            : new SyntaxNode(SyntaxKind.List, arguments.Span, null, Array.ConvertAll(arguments.Children, CanonicalCasts.Narrowed));

    private static string NameOf(SyntaxNode node) =>
        node.Name.Schema is null or "pg_catalog" or "public" ? Quoting.Quote(node.Name.Name) : Quoting.Quote(node.Name);

    private static CanonicalPrinter PrintSpecial(CanonicalPrinter printer, SyntaxNode node)
    {
        var written = node.Children.Where(static part => part.Kind != SyntaxKind.Words).ToArray();
        // What is printed as an ordinary call drops the casts of its arguments as an ordinary call does.
        var operands = Array.ConvertAll(written, CanonicalCasts.Narrowed);

        switch (node.Text)
        {
            case "COALESCE" or "GREATEST" or "LEAST" or "NULLIF" or "GROUPING" or "XMLCONCAT":
                return PrintCall(printer, node.Text.ToLowerInvariant(), written);
            case "EXTRACT":
                printer.Write($"date_part('{node.Children[0].Text}', ");
                return printer.PrintList(operands).Write(")");
            case "POSITION" when operands.Length == 2:
                return PrintCall(printer, "\"position\"", operands[1], operands[0]);
            case "OVERLAY":
                return PrintCall(printer, "\"overlay\"", operands);
            case "SUBSTRING":
                return PrintSubstring(printer, node, operands);
            case "TRIM":
                return PrintTrim(printer, node, operands);
            case "COLLATION FOR":
                return PrintCall(printer, "pg_collation_for", operands);
            default:
                return printer.Write(node.Text!.ToLowerInvariant()).Write("(").PrintParts(node.Children).Write(")");
        }
    }

    private static CanonicalPrinter PrintCall(CanonicalPrinter printer, string name, params SyntaxNode[] arguments) =>
        printer.Write(name).Write("(").PrintList(arguments).Write(")");

    private static bool Has(SyntaxNode node, string word) => node.Children.Any(part => part.Kind == SyntaxKind.Words && part.Text == word);

    // SUBSTRING(a FOR n) starts at 1; FOR may stand before FROM.
    private static CanonicalPrinter PrintSubstring(CanonicalPrinter printer, SyntaxNode node, SyntaxNode[] operands)
    {
        if (Has(node, "SIMILAR"))
        {
            printer.Write("\"substring\"(").Print(operands[0]).Write(", similar_to_escape(");
            return printer.PrintList(operands[1..]).Write("))");
        }

        if (Has(node, "FOR") && operands.Length == 2)
        {
            return printer.Write("\"substring\"(").Print(operands[0]).Write(", 1, ").Print(operands[1]).Write(")");
        }

        var reversed = node.Children is [_, { Text: "FOR" }, ..];
        return PrintCall(printer, "\"substring\"", reversed ? [operands[0], operands[2], operands[1]] : operands);
    }

    private static CanonicalPrinter PrintTrim(CanonicalPrinter printer, SyntaxNode node, SyntaxNode[] operands)
    {
        var name = Has(node, "LEADING") ? "ltrim" : Has(node, "TRAILING") ? "rtrim" : "btrim";
        // TRIM(characters FROM text) calls with the text first.
        var arguments = Has(node, "FROM") && operands.Length == 2 && node.Children[^2].Text == "FROM" ? [operands[1], operands[0]] : operands;
        return PrintCall(printer, name, arguments);
    }
}
