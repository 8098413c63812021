using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>
/// Prints an expression from its tree as the engine stores it: IN as = ANY, BETWEEN as two comparisons, LIKE as its operator, constants without
/// the casts that the engine gives them (ruleutils.c shows the forms).
/// </summary>
internal sealed class CanonicalPrinter(StatementParser parser)
{
    public string Print(SyntaxNode node) => node.Kind switch
    {
        SyntaxKind.Null => "NULL",
        SyntaxKind.True => "true",
        SyntaxKind.False => "false",
        SyntaxKind.Number => Source(node).ToLowerInvariant(),
        SyntaxKind.String => CanonicalConstant.Print(parser.ValueOf(node), null),
        SyntaxKind.Star => "*",
        SyntaxKind.Column or SyntaxKind.ValueFunction or SyntaxKind.Words => node.Text ?? "",
        SyntaxKind.Call => PrintCall(node),
        SyntaxKind.NamedArgument => $"{node.Text} {Print(node.Children[0])}",
        SyntaxKind.Special => PrintSpecial(node),
        SyntaxKind.Prefix => PrintPrefix(node),
        SyntaxKind.Binary => PrintBinary(node),
        SyntaxKind.And => Join(Flat(node), " AND "),
        SyntaxKind.Or => Join(Flat(node), " OR "),
        SyntaxKind.Not => $"NOT {Operand(node.Children[0])}",
        SyntaxKind.Test => PrintTest(node),
        SyntaxKind.Between => PrintBetween(node),
        SyntaxKind.In => PrintIn(node),
        SyntaxKind.Like => PrintLike(node),
        SyntaxKind.Quantified => PrintQuantified(node),
        SyntaxKind.Cast => PrintCast(node),
        SyntaxKind.Collate => $"{Operand(node.Children[0])} COLLATE {node.Text}",
        SyntaxKind.AtTimeZone => node.Text is null ? $"timezone({Print(node.Children[1])}, {Print(node.Children[0])})" : $"{Operand(node.Children[0])} AT {node.Text}",
        SyntaxKind.Field => $"({Print(node.Children[0])}).{node.Text}",
        SyntaxKind.Subscript => $"{Operand(node.Children[0])}[{string.Concat(node.Children.Skip(1).Select(Print))}]",
        SyntaxKind.Case => PrintCase(node),
        SyntaxKind.Row => $"ROW({List(node.Children)})",
        SyntaxKind.Array => $"ARRAY[{List(node.Children)}]",
        SyntaxKind.List => List(node.Children),
        SyntaxKind.Grouped => Print(node.Children[0]),
        _ => Canonical.Tokens(parser.Text, node.Span),
    };

    private string Source(SyntaxNode node) => parser.Text.Substring(node.Span.Start, node.Span.Length);

    private string List(IEnumerable<SyntaxNode> nodes) => string.Join(", ", nodes.Select(Print));

    private string Join(IEnumerable<SyntaxNode> nodes, string between) => string.Join(between, nodes.Select(Operand));

    // What stands inside an operation: parentheses around everything that is one itself.
    private string Operand(SyntaxNode node)
    {
        var text = Print(node);

        return IsSimple(Inner(node)) ? text : $"({text})";
    }

    private SyntaxNode Inner(SyntaxNode node) => node.Kind switch
    {
        SyntaxKind.Grouped => Inner(node.Children[0]),
        SyntaxKind.Cast when IsSilent(node) => Inner(node.Children[0]),
        _ => node,
    };

    private static bool IsSimple(SyntaxNode node) => node.Kind is SyntaxKind.Null or SyntaxKind.True or SyntaxKind.False or SyntaxKind.Number or SyntaxKind.String
        or SyntaxKind.Column or SyntaxKind.ValueFunction or SyntaxKind.Call or SyntaxKind.Special or SyntaxKind.Array or SyntaxKind.Row or SyntaxKind.Case
        or SyntaxKind.Subscript or SyntaxKind.Field or SyntaxKind.AtTimeZone or SyntaxKind.Star or SyntaxKind.Subquery;

    private IEnumerable<SyntaxNode> Flat(SyntaxNode node) =>
        node.Children.SelectMany(child => Inner(child) is var inner && inner.Kind == node.Kind ? Flat(inner) : [inner]);

    private string PrintCall(SyntaxNode node)
    {
        var name = node.Name.Schema is null or "pg_catalog" or "public" ? Quoting.Quote(node.Name.Name) : $"{Quoting.Quote(node.Name.Schema)}.{Quoting.Quote(node.Name.Name)}";
        var arguments = node.Children[0];
        var quantifier = arguments.Text is null ? "" : arguments.Text + " ";
        var more = string.Concat(node.Children.Skip(1).Select(part => " " + Print(part)));

        return $"{name}({quantifier}{string.Join(", ", arguments.Children.Select(Argument))}){more}";
    }

    private string PrintSpecial(SyntaxNode node)
    {
        if (node.Text == "TRIM")
        {
            return PrintTrim(node);
        }

        var parts = node.Children.Select(part => part.Kind == SyntaxKind.Words && part.Text == "," ? "," : " " + Print(part));

        return $"{node.Text?.ToLowerInvariant()}({string.Concat(parts).Trim()})";
    }

    // TRIM(x) is TRIM(BOTH FROM x), and both are btrim(x).
    private string PrintTrim(SyntaxNode node)
    {
        var side = node.Children[0] is { Kind: SyntaxKind.Words, Text: "LEADING" or "TRAILING" or "BOTH" } first ? first.Text : "BOTH";
        var values = node.Children.Where(part => part.Kind != SyntaxKind.Words).Select(Print).ToList();
        var function = side switch { "LEADING" => "ltrim", "TRAILING" => "rtrim", _ => "btrim" };
        var isFrom = node.Children.Any(part => part is { Kind: SyntaxKind.Words, Text: "FROM" });

        return $"{function}({string.Join(", ", isFrom ? values.AsEnumerable().Reverse() : values)})";
    }

    private string PrintPrefix(SyntaxNode node)
    {
        var operand = Print(node.Children[0]);

        return Inner(node.Children[0]).Kind != SyntaxKind.Number ? $"{node.Text}{Operand(node.Children[0])}"
            : node.Text == "-" ? $"-{operand}"
            : node.Text == "+" ? operand
            : $"{node.Text} {operand}";
    }

    private string PrintBinary(SyntaxNode node)
    {
        // The engine's tree leans to the left where a chain was written.
        var text = Comparand(node.Children[0], node.Text);

        for (var index = 1; index < node.Children.Length; index++)
        {
            text = $"{(index > 1 ? $"({text})" : text)} {Operator(node.Text)} {Comparand(node.Children[index], node.Text)}";
        }

        return text;
    }

    // The engine widens a column to the other side's type; only a division comes out differently where it was written.
    private string Comparand(SyntaxNode node, string? operation) =>
        Operand(IsWidened(node) && (operation is "=" or "<>" or "<" or ">" or "<=" or ">=" or "+" or "-" or "*") ? node.Children[0] : node);

    private string Argument(SyntaxNode node) => Print(IsWidened(node) ? node.Children[0] : node);

    private bool IsWidened(SyntaxNode node) =>
        node.Kind == SyntaxKind.Cast && (node.Text is "numeric" or "double precision" or "bigint" or "integer") && Inner(node.Children[0]).Kind == SyntaxKind.Column;

    private static string Operator(string? text) => text is "!=" ? "<>" : text ?? "";

    private string PrintTest(SyntaxNode node) => node.Children.Length == 2
        ? $"{Operand(node.Children[0])} {node.Text} {Operand(node.Children[1])}"
        : $"{Operand(node.Children[0])} {node.Text}";

    private string PrintBetween(SyntaxNode node)
    {
        var (value, low, high) = (Operand(node.Children[0]), Operand(node.Children[1]), Operand(node.Children[2]));

        return node.Text switch
        {
            "BETWEEN" => $"({value} >= {low}) AND ({value} <= {high})",
            "NOT BETWEEN" => $"({value} < {low}) OR ({value} > {high})",
            _ => $"{value} {node.Text} {low} AND {high}",
        };
    }

    private string PrintIn(SyntaxNode node)
    {
        var items = node.Children[1];
        var value = Operand(node.Children[0]);

        if (items.Kind != SyntaxKind.List)
        {
            return $"{value} {node.Text} ({Print(items)})";
        }

        var (equal, quantifier) = node.Text == "IN" ? ("=", "ANY") : ("<>", "ALL");

        return items.Children.Length == 1 ? $"{value} {equal} {Operand(items.Children[0])}" : $"{value} {equal} {quantifier} (ARRAY[{List(items.Children)}])";
    }

    private string PrintLike(SyntaxNode node)
    {
        var symbol = node.Text switch
        {
            "LIKE" => "~~",
            "NOT LIKE" => "!~~",
            "ILIKE" => "~~*",
            "NOT ILIKE" => "!~~*",
            _ => null,
        };

        return symbol is null || node.Children.Length > 2
            ? $"{Operand(node.Children[0])} {node.Text} {Join(node.Children.Skip(1), " ESCAPE ")}"
            : $"{Operand(node.Children[0])} {symbol} {Operand(node.Children[1])}";
    }

    private string PrintQuantified(SyntaxNode node) => $"{Operand(node.Children[0])} {node.Text} ({Print(node.Children[1])})";

    private string PrintCast(SyntaxNode node)
    {
        var value = Inner(node.Children[0]);

        return value.Kind switch
        {
            SyntaxKind.String => CanonicalConstant.Print(parser.ValueOf(value), node.Text),
            _ when IsSilent(node) => Print(node.Children[0]),
            _ => $"{Operand(node.Children[0])}::{TypeOf(node)}",
        };
    }

    /// <summary>The engine adds such casts where it finds none, and it cannot be seen which were written.</summary>
    private bool IsSilent(SyntaxNode node)
    {
        var inner = Inner(node.Children[0]).Kind;

        return inner is SyntaxKind.String or SyntaxKind.Number or SyntaxKind.Null or SyntaxKind.Array
            || inner == SyntaxKind.Prefix && Inner(Inner(node.Children[0]).Children[0]).Kind == SyntaxKind.Number
            || TypeOf(node) is "text" or "text[]" or "character varying" or "character varying[]" or "bpchar" or "bpchar[]";
    }

    private static string TypeOf(SyntaxNode node) => node.Text is { } text && text.StartsWith("public.", StringComparison.Ordinal) ? text["public.".Length..] : node.Text ?? "";

    // ELSE NULL is what the engine writes where no ELSE was.
    private string PrintCase(SyntaxNode node)
    {
        var parts = node.Children;
        var hasElse = parts.Length >= 2 && parts[^2] is { Kind: SyntaxKind.Words, Text: "ELSE" };
        var shown = hasElse && Inner(parts[^1]).Kind == SyntaxKind.Null ? parts[..^2] : parts;

        return $"CASE {string.Join(' ', shown.Select(Print))} END";
    }
}
