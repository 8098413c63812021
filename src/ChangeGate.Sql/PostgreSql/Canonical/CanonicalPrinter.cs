using System.Runtime.CompilerServices;
using System.Text;
using ChangeGate.Sql.PostgreSql.Parser;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Canonical;

/// <summary>Prints an expression with parentheses around every operation, so that precedence and redundant parentheses leave no trace.</summary>
internal sealed class CanonicalPrinter
{
    private readonly StatementParser _parser;
    private readonly StringBuilder _text = new();

    private CanonicalPrinter(StatementParser parser) => _parser = parser;

    /// <summary>The parser is the one that read the expression: constants are looked up in its text.</summary>
    public static string Print(StatementParser parser, SyntaxNode expression)
    {
        var printer = new CanonicalPrinter(parser);
        printer.Print(expression);
        var text = printer._text.ToString();
        return IsParenthesized(text) ? text[1..^1] : text;
    }

    public string ValueOf(SyntaxNode constant) => _parser.ValueOf(constant);

    public CanonicalPrinter Write(string text)
    {
        _text.Append(text);
        return this;
    }

    public CanonicalPrinter Print(SyntaxNode node)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return Write(_parser.Text.Substring(node.Span.Start, node.Span.Length));
        }

        switch (node.Kind)
        {
            case SyntaxKind.And or SyntaxKind.Or:
                return PrintChain(node);
            case SyntaxKind.Not:
                return PrintNot(node.Children[0]);
            case SyntaxKind.Binary:
                return PrintBinary(node);
            case SyntaxKind.Prefix:
                return PrintPrefix(node);
            case SyntaxKind.Test:
                return PrintTest(node);
            case SyntaxKind.In or SyntaxKind.Between or SyntaxKind.Like or SyntaxKind.Quantified:
                return CanonicalMatching.Print(this, node);
            case SyntaxKind.Cast:
                return CanonicalCasts.Print(this, node);
            case SyntaxKind.Call or SyntaxKind.Special or SyntaxKind.AtTimeZone:
                return CanonicalCalls.Print(this, node);
            default:
                return PrintOperand(node);
        }
    }

    public CanonicalPrinter PrintOperation(SyntaxNode left, string name, SyntaxNode right) =>
        Write("(").Print(left).Write(" ").Write(name).Write(" ").Print(right).Write(")");

    public CanonicalPrinter PrintList(IEnumerable<SyntaxNode> items)
    {
        var first = true;

        foreach (var item in items)
        {
            Write(first ? "" : ", ").Print(item);
            first = false;
        }

        return this;
    }

    // The first parenthesis closes at the very end.
    private static bool IsParenthesized(string text)
    {
        var depth = 0;
        var quote = '\0';

        for (var index = 0; index < text.Length; index++)
        {
            var c = text[index];

            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '\'' or '"')
            {
                quote = c;
            }
            else
            {
                depth += c switch { '(' => 1, ')' => -1, _ => 0 };
            }

            if (depth == 0 && index < text.Length - 1)
            {
                return false;
            }
        }

        return text.Length > 1;
    }

    private CanonicalPrinter PrintChain(SyntaxNode node)
    {
        var name = node.Kind == SyntaxKind.And ? " and " : " or ";
        var operands = new List<SyntaxNode>();
        Flatten(node, node.Kind, operands);
        Write("(");

        for (var index = 0; index < operands.Count; index++)
        {
            Write(index == 0 ? "" : name).Print(operands[index]);
        }

        return Write(")");
    }

    // The engine keeps `a AND (b AND c)` as one list of three.
    private static void Flatten(SyntaxNode node, SyntaxKind kind, List<SyntaxNode> operands)
    {
        foreach (var child in node.Children)
        {
            var operand = CanonicalMatching.Expand(child);

            if (operand.Kind == kind && RuntimeHelpers.TryEnsureSufficientExecutionStack())
            {
                Flatten(operand, kind, operands);
            }
            else
            {
                operands.Add(operand);
            }
        }
    }

    private CanonicalPrinter PrintNot(SyntaxNode operand) => operand switch
    {
        { Kind: SyntaxKind.In, Text: "IN" } => Print(CanonicalMatching.Negate(operand)),
        { Kind: SyntaxKind.Quantified, Text: "= ANY" } => Print(CanonicalMatching.Negate(operand)),
        _ => Write("(not ").Print(operand).Write(")"),
    };

    private CanonicalPrinter PrintBinary(SyntaxNode node)
    {
        if (CanonicalMatching.ExpandRows(node) is { } pairs)
        {
            return Print(pairs);
        }

        var operands = IsWidening(node) ? Array.ConvertAll(node.Children, CanonicalCasts.Narrowed) : node.Children;
        Write(new string('(', operands.Length - 1)).Print(operands[0]);

        for (var index = 1; index < operands.Length; index++)
        {
            Write(" ").Write(node.Text!.ToLowerInvariant()).Write(" ").Print(operands[index]).Write(")");
        }

        return this;
    }

    // A division of integers comes out differently where the cast was written; beside a fraction the engine adds it.
    private bool IsWidening(SyntaxNode node) =>
        node.Text is "=" or "<>" or "<" or ">" or "<=" or ">=" or "+" or "-" or "*"
        || Array.Exists(node.Children, child => child.Kind == SyntaxKind.Number && ValueOf(child).Contains('.'));

    private CanonicalPrinter PrintPrefix(SyntaxNode node)
    {
        var operand = node.Children[0];

        if (operand.Kind == SyntaxKind.Number && node.Text is "-" or "+")
        {
            return Write(node.Text == "-" ? "-" : "").Print(operand);
        }

        return Write("(").Write(node.Text!).Write(" ").Print(operand).Write(")");
    }

    private CanonicalPrinter PrintTest(SyntaxNode node)
    {
        var text = node.Text!.ToLowerInvariant();

        // The engine knows these only without NOT.
        if (text is "is not distinct from" or "is not document")
        {
            Write("(not ");
            PrintTest(node, text.Replace("is not", "is", StringComparison.Ordinal));
            return Write(")");
        }

        return PrintTest(node, text);
    }

    private CanonicalPrinter PrintTest(SyntaxNode node, string text)
    {
        Write("(").Print(node.Children[0]).Write(" ").Write(text);
        return (node.Children.Length == 2 ? Write(" ").Print(node.Children[1]) : this).Write(")");
    }

    private CanonicalPrinter PrintOperand(SyntaxNode node)
    {
        switch (node.Kind)
        {
            case SyntaxKind.Null or SyntaxKind.True or SyntaxKind.False or SyntaxKind.Default:
                return Write(node.Kind.ToString().ToLowerInvariant());
            case SyntaxKind.Number:
                return Write(CanonicalCasts.Number(ValueOf(node)));
            case SyntaxKind.String:
                return Write(CanonicalConstant.Print(ValueOf(node), null));
            case SyntaxKind.BitString or SyntaxKind.Parameter:
                return Write(ValueOf(node).ToLowerInvariant());
            case SyntaxKind.Star:
                return Write("*");
            case SyntaxKind.Words or SyntaxKind.ValueFunction:
                return Write(node.Text!.ToLowerInvariant());
            case SyntaxKind.Column:
                // Only one relation is in sight of an expression that a schema holds: the engine prints no qualifier.
                return Write(LastPart(node.Text!));
            case SyntaxKind.Case:
                return PrintCase(node);
            case SyntaxKind.Array:
                return Write("array[").PrintList(node.Children).Write("]");
            case SyntaxKind.Row:
                return Write("row(").PrintList(node.Children).Write(")");
            default:
                return PrintComposite(node);
        }
    }

    private CanonicalPrinter PrintComposite(SyntaxNode node)
    {
        switch (node.Kind)
        {
            case SyntaxKind.Collate:
                return Write("(").Print(node.Children[0]).Write(" collate ").Write(node.Text!).Write(")");
            case SyntaxKind.Field:
                return Write("(").Print(node.Children[0]).Write(").").Write(node.Text == "*" ? "*" : Quoting.Quote(node.Text!));
            case SyntaxKind.Subscript:
                Write("(").Print(node.Children[0]).Write(")[");
                return PrintParts(node.Children.AsSpan(1)).Write("]");
            case SyntaxKind.NamedArgument:
                return Write(node.Text == "VARIADIC" ? "variadic " : Quoting.Quote(node.Text!) + " => ").Print(node.Children[0]);
            case SyntaxKind.Labelled:
                return Print(node.Children[0]).Write(" as ").Write(Quoting.Quote(node.Text!));
            case SyntaxKind.List:
                return PrintList(node.Children);
            case SyntaxKind.Subquery:
                return Write("(").PrintParts(node.Children).Write(")");
            case SyntaxKind.Exists:
                return Write("(exists ").PrintParts(node.Children).Write(")");
            case SyntaxKind.ArrayQuery:
                return Write("array").PrintParts(node.Children);
            case SyntaxKind.Relation:
                return Write(Quoting.Quote(node.Name));
            default:
                return PrintParts(node.Children);
        }
    }

    public CanonicalPrinter PrintParts(ReadOnlySpan<SyntaxNode> parts)
    {
        for (var index = 0; index < parts.Length; index++)
        {
            Write(index == 0 ? "" : " ").Print(parts[index]);
        }

        return this;
    }

    private CanonicalPrinter PrintCase(SyntaxNode node)
    {
        var parts = node.Children.AsSpan();

        // The engine adds the ELSE NULL that nobody wrote.
        if (parts is [.., { Text: "ELSE" }, var last] && CanonicalCasts.Bare(last).Kind == SyntaxKind.Null)
        {
            parts = parts[..^2];
        }

        return Write("case ").PrintParts(parts).Write(" end");
    }

    private static string LastPart(string path)
    {
        if (path[^1] != '"')
        {
            return path[(path.LastIndexOf('.') + 1)..];
        }

        // The quote that opens the last part stands at the start or behind a dot, and is no half of a doubled one.
        var open = path.Length - 1;

        do
        {
            open = path.LastIndexOf('"', open - 1);

            while (open > 0 && path[open - 1] == '"')
            {
                open = open - 2 < 0 ? 0 : path.LastIndexOf('"', open - 2);
            }
        }
        while (open > 0 && path[open - 1] != '.');

        return path[open..];
    }
}
