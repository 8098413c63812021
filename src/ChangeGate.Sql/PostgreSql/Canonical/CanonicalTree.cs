using System.Runtime.CompilerServices;
using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Parser;
using ChangeGate.Sql.PostgreSql.Syntax;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Canonical;

/// <summary>
/// An expression as the engine keeps it, made from the leaves up: each rule sees operands that are canonical already, so that reading again
/// what was printed finds nothing left to change. Constants carry their value as text.
/// </summary>
internal sealed class CanonicalTree(StatementParser parser)
{
    // BETWEEN and IN repeat their operand, so that a tree may be far larger than its text: looking for columns stops somewhere.
    private const int MostSteps = 200_000;

    private int _steps;

    private bool _gaveUp;

    /// <summary>Null where the expression is larger than anybody writes.</summary>
    public SyntaxNode? Of(SyntaxNode node)
    {
        var tree = Make(node);
        return _gaveUp ? null : tree;
    }

    public static SyntaxNode New(SyntaxKind kind, string? text, params SyntaxNode[] children) => new(kind, default(Span), text, children);

    public static SyntaxNode Call(string function, params SyntaxNode[] arguments) =>
        new(SyntaxKind.Call, default, null, [New(SyntaxKind.List, null, Array.ConvertAll(arguments, CanonicalCasts.Narrowed))]) { Name = new ObjectName(null, function) };

    /// <summary>Whether a column stands in it: what has none is a constant to IN.</summary>
    public bool HasColumn(SyntaxNode node)
    {
        if (node.Kind == SyntaxKind.Column || ++_steps > MostSteps)
        {
            _gaveUp |= _steps > MostSteps;
            return true;
        }

        return Array.Exists(node.Children, HasColumn);
    }

    /// <summary>One operation on canonical operands.</summary>
    public static SyntaxNode Operation(string name, params SyntaxNode[] operands)
    {
        if (name is "=" or "<>" && operands is [{ Kind: SyntaxKind.Row } left, { Kind: SyntaxKind.Row } right]
            && left.Children.Length == right.Children.Length && left.Children.Length > 1)
        {
            var pairs = left.Children.Select((value, index) => Operation(name, value, right.Children[index]));
            return Chain(name == "=" ? SyntaxKind.And : SyntaxKind.Or, [.. pairs]);
        }

        operands = name is "/" or "%" ? CanonicalCasts.Divided(operands) : operands;
        var narrowed = operands.Select((operand, index) => IsWidening(name, operands, index) ? CanonicalCasts.Narrowed(operand) : operand).ToArray();

        // What associates to the left is one chain however it was written.
        return IsChain(name) && narrowed[0] is { Kind: SyntaxKind.Binary } first && first.Text == name
            ? New(SyntaxKind.Binary, name, [.. first.Children, .. narrowed[1..]])
            : New(SyntaxKind.Binary, name, narrowed);
    }

    /// <summary>AND or OR: the engine keeps <c>a AND (b AND c)</c> as one list of three.</summary>
    public static SyntaxNode Chain(SyntaxKind kind, params SyntaxNode[] operands) =>
        New(kind, null, [.. operands.SelectMany(operand => operand.Kind == kind ? operand.Children : [operand])]);

    private static bool IsChain(string name) =>
        name is not ("=" or "<>" or "<" or ">" or "<=" or ">=" or "OVERLAPS") && !name.StartsWith("OPERATOR(", StringComparison.Ordinal);

    // A division of integers comes out differently where the cast was written; beside a fraction the engine adds it.
    private static bool IsWidening(string name, SyntaxNode[] operands, int index) =>
        name is "=" or "<>" or "<" or ">" or "<=" or ">=" or "+" or "-" or "*"
        || (index < 2 && operands[1 - index] is { Kind: SyntaxKind.Number } other && other.Text!.Contains('.', StringComparison.Ordinal));

    private SyntaxNode Make(SyntaxNode node)
    {
        if (_gaveUp || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            _gaveUp = true;
            return node;
        }

        var children = node.Children.Length == 0 ? node.Children : Array.ConvertAll(node.Children, Make);

        return node.Kind switch
        {
            SyntaxKind.Number => New(SyntaxKind.Number, CanonicalCasts.Number(parser.ValueOf(node))),
            SyntaxKind.String => CanonicalConstant.Of(parser.ValueOf(node), null),
            SyntaxKind.BitString => CanonicalConstant.Bits(parser.ValueOf(node)),
            SyntaxKind.Parameter => New(SyntaxKind.Parameter, parser.ValueOf(node)),
            // Only one relation is in sight of an expression that a schema holds: the engine prints no qualifier.
            SyntaxKind.Column => New(SyntaxKind.Column, LastPart(node.Text!)),
            SyntaxKind.And or SyntaxKind.Or => Chain(node.Kind, children),
            SyntaxKind.Binary => Operation(node.Text!, children),
            SyntaxKind.Prefix => Prefixed(node.Text!, children[0]),
            SyntaxKind.Test => Test(node.Text!, children),
            SyntaxKind.In or SyntaxKind.Between or SyntaxKind.Like or SyntaxKind.Quantified => CanonicalMatching.Of(this, node, children),
            SyntaxKind.Cast => CanonicalCasts.Of(CanonicalCasts.TypeOf(node.Text!), children[0]),
            SyntaxKind.Call or SyntaxKind.Special or SyntaxKind.AtTimeZone => CanonicalCalls.Of(node, children),
            SyntaxKind.Case => Case(children),
            // `((SELECT 1))`
            SyntaxKind.Subquery or SyntaxKind.Query when children is [{ Kind: SyntaxKind.Subquery } only] => only,
            _ => new SyntaxNode(node.Kind, node.Span, node.Text, children) { Name = node.Name },
        };
    }

    private static SyntaxNode Prefixed(string name, SyntaxNode operand) => (name, operand) switch
    {
        ("+", { Kind: SyntaxKind.Number }) => operand,
        ("-", { Kind: SyntaxKind.Number, Text: [not '-', ..] }) => New(SyntaxKind.Number, "-" + operand.Text),
        _ => New(SyntaxKind.Prefix, name, operand),
    };

    // The engine knows these only without NOT.
    private static SyntaxNode Test(string text, SyntaxNode[] children) => text is "IS NOT DISTINCT FROM" or "IS NOT DOCUMENT"
        ? New(SyntaxKind.Not, null, New(SyntaxKind.Test, text.Replace("IS NOT", "IS", StringComparison.Ordinal), children))
        : New(SyntaxKind.Test, text, children);

    // The engine adds the ELSE NULL that nobody wrote.
    private static SyntaxNode Case(SyntaxNode[] parts) => New(
        SyntaxKind.Case,
        null,
        Array.ConvertAll(parts is [.., { Kind: SyntaxKind.Words, Text: "ELSE" }, { Kind: SyntaxKind.Null }] ? parts[..^2] : parts, CanonicalCasts.Narrowed));

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
