using ChangeGate.Text;

namespace ChangeGate.Sql.Sqlite.Syntax;

/// <summary>A node of an expression. Parentheses leave no node; a span is that of the node without them.</summary>
internal abstract class Expression
{
    private protected Expression(Span span, IReadOnlyList<Expression> operands, Query? query = null)
    {
        Span = span;
        Operands = operands;
        Query = query;
        Height = 1 + Math.Max(query?.Height ?? 0, operands.Count == 0 ? 0 : operands.Max(operand => operand.Height));
    }

    public Span Span { get; }

    public IReadOnlyList<Expression> Operands { get; }

    /// <summary>The query of a subquery, EXISTS or IN; null for all else.</summary>
    public Query? Query { get; }

    /// <summary>How deep the tree is; the engine refuses more than a thousand (SQLITE_MAX_EXPR_DEPTH), and so walking it is safe.</summary>
    public int Height { get; }
}

internal enum LiteralKind
{
    Null,
    Number,
    String,
    Blob,
    CurrentTime,
    Parameter,
}

internal sealed class Literal(Span span, LiteralKind kind, string text) : Expression(span, [])
{
    public LiteralKind Kind { get; } = kind;

    /// <summary>As written.</summary>
    public string Text { get; } = text;
}

/// <summary>A column with what qualifies it: <c>main.orders.id</c>.</summary>
internal sealed class NamePath(Span span, IReadOnlyList<string> names) : Expression(span, [])
{
    public IReadOnlyList<string> Names { get; } = names;

    public string Column => Names[^1];

    public string? Qualifier => Names.Count > 1 ? Names[^2] : null;
}

/// <summary>An operator in upper case and what it works on; also CASE, CAST, EXISTS, RAISE, row values and subqueries.</summary>
internal sealed class Operation(Span span, string @operator, IReadOnlyList<Expression> operands, Query? query = null)
    : Expression(span, operands, query)
{
    public const string Row = "()";
    public const string Subquery = "(SELECT)";

    public string Operator { get; } = @operator;

    /// <summary>NOT LIKE, IS NOT, NOT IN, NOT BETWEEN.</summary>
    public bool Negated { get; init; }

    /// <summary>The table of <c>x IN table</c>.</summary>
    public Source? Table { get; init; }
}

internal sealed class Call(Span span, string function, IReadOnlyList<Expression> operands) : Expression(span, operands)
{
    public string Function { get; } = function;

    /// <summary>It has an OVER clause: a window function keeps the rows as they are.</summary>
    public bool IsWindowed { get; init; }
}
