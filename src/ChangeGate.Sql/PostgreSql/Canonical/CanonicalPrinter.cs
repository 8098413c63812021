using System.Text;
using ChangeGate.Sql.PostgreSql.Parser;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Canonical;

/// <summary>Prints a canonical tree with parentheses around every operation, so that precedence and redundant parentheses leave no trace.</summary>
internal sealed class CanonicalPrinter
{
    // A level prints at most three that the reader counts, and the reader goes 400 deep.
    private const int DeepestTree = 130;

    private readonly StringBuilder _text = new();

    private int _depth;

    private bool _isTooLarge;

    private bool _isFamiliar = true;

    private CanonicalPrinter()
    {
    }

    /// <summary>Null where what is printed could not be read again.</summary>
    public static Result? TextOf(SyntaxNode tree)
    {
        var printer = new CanonicalPrinter();
        printer.Print(tree, 0);
        return printer._isTooLarge || printer._text.Length > CanonicalExpression.Longest
            ? null
            : new Result(IsParenthesized(tree.Kind) ? printer._text.ToString(1, printer._text.Length - 2) : printer._text.ToString(), printer._isFamiliar);
    }

    // Kinds whose first parenthesis closes at the very end.
    private static bool IsParenthesized(SyntaxKind kind) => kind is SyntaxKind.And or SyntaxKind.Or or SyntaxKind.Not or SyntaxKind.Binary
        or SyntaxKind.Prefix or SyntaxKind.Test or SyntaxKind.In or SyntaxKind.Quantified or SyntaxKind.Collate or SyntaxKind.Exists;

    private CanonicalPrinter Write(string text)
    {
        _text.Append(text);
        return this;
    }

    private CanonicalPrinter Print(SyntaxNode node) => Print(node, 1);

    private CanonicalPrinter Print(SyntaxNode node, int deeper)
    {
        _isTooLarge |= _depth + deeper > DeepestTree || _text.Length > CanonicalExpression.Longest;

        if (_isTooLarge)
        {
            return this;
        }

        _depth += deeper;
        PrintNode(node);
        _depth -= deeper;
        return this;
    }

    private CanonicalPrinter PrintNode(SyntaxNode node) => node.Kind switch
    {
        SyntaxKind.And => Write("(").PrintList(node.Children, " and ").Write(")"),
        SyntaxKind.Or => Write("(").PrintList(node.Children, " or ").Write(")"),
        SyntaxKind.Not => Write("(not ").Print(node.Children[0]).Write(")"),
        SyntaxKind.Binary => Write("(").PrintList(node.Children, node.Text == "OVERLAPS" ? " overlaps " : $" {node.Text} ").Write(")"),
        SyntaxKind.Prefix => Write("(").Write(node.Text!).Write(" ").Print(node.Children[0]).Write(")"),
        SyntaxKind.Test => PrintTest(node),
        SyntaxKind.In => Write("(").Print(node.Children[0]).Write(" in ").Print(node.Children[1]).Write(")"),
        SyntaxKind.Quantified => PrintQuantified(node),
        SyntaxKind.Cast => PrintCast(node),
        SyntaxKind.Call => PrintCall(node),
        SyntaxKind.Special => PrintSpecial(node),
        SyntaxKind.Collate => Write("(").PrintOperand(node.Children[0]).Write(" collate ").Write(node.Text!).Write(")"),
        SyntaxKind.Field => Write("(").Print(node.Children[0]).Write(").").Write(node.Text == "*" ? "*" : Quoting.Quote(node.Text!)),
        SyntaxKind.Subscript => Write("(").Print(node.Children[0]).Write(")[").PrintParts(node.Children[1..]).Write("]"),
        SyntaxKind.Case => Write("case ").PrintParts(node.Children).Write(" end"),
        SyntaxKind.Array => Write("array[").PrintList(node.Children, ", ").Write("]"),
        SyntaxKind.Row => Write("row(").PrintList(node.Children, ", ").Write(")"),
        _ => PrintLeaf(node),
    };

    private CanonicalPrinter PrintLeaf(SyntaxNode node) => node.Kind switch
    {
        SyntaxKind.Null or SyntaxKind.True or SyntaxKind.False or SyntaxKind.Default => Write(node.Kind.ToString().ToLowerInvariant()),
        SyntaxKind.Number or SyntaxKind.Parameter or SyntaxKind.Column => Write(node.Text!),
        SyntaxKind.String => Write($"'{node.Text!.Replace("'", "''", StringComparison.Ordinal)}'"),
        SyntaxKind.Star => Write("*"),
        SyntaxKind.Words or SyntaxKind.ValueFunction => Write(node.Text!.ToLowerInvariant()),
        SyntaxKind.NamedArgument => Write(node.Text == "VARIADIC" ? "variadic " : Quoting.Quote(node.Text!) + " => ").Print(node.Children[0]),
        SyntaxKind.List => PrintList(node.Children, ", "),
        _ => PrintQuery(node),
    };

    // Queries have more forms than are known here.
    private CanonicalPrinter PrintQuery(SyntaxNode node)
    {
        _isFamiliar = false;

        return node.Kind switch
        {
            SyntaxKind.Subquery => Write("(").PrintParts(node.Children).Write(")"),
            SyntaxKind.Exists => Write("(exists ").PrintParts(node.Children).Write(")"),
            SyntaxKind.ArrayQuery => Write("array").PrintParts(node.Children),
            SyntaxKind.Labelled => Print(node.Children[0]).Write(" as ").Write(Quoting.Quote(node.Text!)),
            SyntaxKind.Relation => Write(Quoting.Quote(node.Name)),
            _ => PrintParts(node.Children),
        };
    }

    private CanonicalPrinter PrintList(SyntaxNode[] items, string between)
    {
        for (var index = 0; index < items.Length; index++)
        {
            Write(index == 0 ? "" : between).Print(items[index]);
        }

        return this;
    }

    private CanonicalPrinter PrintParts(SyntaxNode[] parts) => PrintList(parts, " ");

    // A sign binds less than what stands behind the number.
    private CanonicalPrinter PrintOperand(SyntaxNode node) =>
        node is { Kind: SyntaxKind.Number, Text: ['-', ..] } ? Write("(").Print(node).Write(")") : Print(node);

    private CanonicalPrinter PrintTest(SyntaxNode node)
    {
        Write("(").Print(node.Children[0]).Write(" ").Write(node.Text!.ToLowerInvariant());
        return (node.Children.Length == 2 ? Write(" ").Print(node.Children[1]) : this).Write(")");
    }

    private CanonicalPrinter PrintQuantified(SyntaxNode node)
    {
        var space = node.Text!.LastIndexOf(' ');
        var right = node.Children[1];
        Write("(").Print(node.Children[0]).Write($" {node.Text[..space]}{node.Text[space..].ToLowerInvariant()} ");
        return (right.Kind == SyntaxKind.Subquery ? Print(right) : Write("(").Print(right).Write(")")).Write(")");
    }

    private CanonicalPrinter PrintCast(SyntaxNode node)
    {
        var operand = node.Children[0];
        return (operand.Kind == SyntaxKind.Cast ? Print(operand) : Write("(").Print(operand).Write(")")).Write("::").Write(node.Text!);
    }

    private CanonicalPrinter PrintCall(SyntaxNode node)
    {
        var arguments = node.Children[0];
        var (values, order) = arguments.Children is [.. var before, { Kind: SyntaxKind.Query } last] ? (before, last) : (arguments.Children, null);
        var name = node.Name.Schema is null or "pg_catalog" or "public" ? Quoting.Quote(node.Name.Name) : Quoting.Quote(node.Name);
        Write(name).Write("(").Write(arguments.Text is null ? "" : "distinct ").PrintList(values, ", ");
        (order is null ? this : Write(" ").Print(order)).Write(")");

        foreach (var clause in node.Children[1..])
        {
            Write(" ");
            _ = clause.Kind is SyntaxKind.Words ? Print(clause) : Write("(").Print(clause).Write(")");
        }

        return this;
    }

    private CanonicalPrinter PrintSpecial(SyntaxNode node)
    {
        var listed = CanonicalCalls.IsListed(node.Text!);
        _isFamiliar &= listed;
        return Write(node.Text!.ToLowerInvariant()).Write("(").PrintList(node.Children, listed ? ", " : node.Text == "TREAT" ? " as " : " ").Write(")");
    }

    /// <param name="Text">The expression.</param>
    /// <param name="IsFamiliar">False where it holds forms that may be read again in another way.</param>
    internal sealed record Result(string Text, bool IsFamiliar);
}
