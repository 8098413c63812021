using System.Runtime.CompilerServices;
using ChangeGate.Sql.Sqlite.Lexing;
using ChangeGate.Sql.Sqlite.Syntax;
using ChangeGate.Text;

namespace ChangeGate.Sql.Sqlite.Parsing;

/// <summary>Expressions (lang_expr.html) by precedence climbing.</summary>
internal sealed partial class Parser
{
    /// <summary>SQLITE_MAX_EXPR_DEPTH: the engine refuses deeper trees.</summary>
    private const int MaximumDepth = 1000;

    private const string ExpectedExpression = "expected an expression";

    private int _depth;

    private Expression Expression() => Expression(Strength.Weakest);

    private Expression Expression(Strength weakest)
    {
        if (!Enter())
        {
            return Nothing();
        }

        var left = Operand();

        while (!_cursor.HasFailed && Binary(left, weakest) is { } larger)
        {
            left = larger;

            if (left.Height > MaximumDepth)
            {
                _cursor.Fail("nested deeper than the engine allows");
            }
        }

        _depth--;
        return left;
    }

    private bool Enter()
    {
        _depth++;

        if (_depth <= MaximumDepth && RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return true;
        }

        _cursor.Fail("nested deeper than the engine allows");
        _depth--;
        return false;
    }

    private Literal Nothing() => new(new Span(Current.Start, 0), LiteralKind.Null, "");

    private Operation? Binary(Expression left, Strength weakest)
    {
        if (Current.Kind == TokenKind.Word)
        {
            return WordOperator(left, weakest);
        }

        var (@operator, strength) = OperatorOf(Current.Kind);

        if (@operator is null || strength < weakest)
        {
            return null;
        }

        _cursor.Advance();
        return Join(left, @operator, Expression(strength + 1));
    }

    private static (string? Operator, Strength Strength) OperatorOf(TokenKind kind) => kind switch
    {
        TokenKind.Equal => ("=", Strength.Equality),
        TokenKind.NotEqual => ("<>", Strength.Equality),
        TokenKind.Less => ("<", Strength.Comparison),
        TokenKind.LessOrEqual => ("<=", Strength.Comparison),
        TokenKind.Greater => (">", Strength.Comparison),
        TokenKind.GreaterOrEqual => (">=", Strength.Comparison),
        TokenKind.BitAnd => ("&", Strength.Bits),
        TokenKind.BitOr => ("|", Strength.Bits),
        TokenKind.ShiftLeft => ("<<", Strength.Bits),
        TokenKind.ShiftRight => (">>", Strength.Bits),
        TokenKind.Plus => ("+", Strength.Sum),
        TokenKind.Minus => ("-", Strength.Sum),
        TokenKind.Star => ("*", Strength.Product),
        TokenKind.Slash => ("/", Strength.Product),
        TokenKind.Percent => ("%", Strength.Product),
        TokenKind.Concatenate => ("||", Strength.Concatenation),
        TokenKind.Arrow => ("->", Strength.Concatenation),
        TokenKind.DoubleArrow => ("->>", Strength.Concatenation),
        _ => (null, Strength.Weakest),
    };

    private static Operation Join(Expression left, string @operator, Expression right) =>
        new(Span.Between(left.Span.Start, right.Span.End), @operator, [left, right]);

    private Operation? WordOperator(Expression left, Strength weakest)
    {
        switch (Current.Keyword)
        {
            case Keyword.Or when weakest <= Strength.Or:
                _cursor.Advance();
                return Join(left, "OR", Expression(Strength.Or + 1));
            case Keyword.And when weakest <= Strength.And:
                _cursor.Advance();
                return Join(left, "AND", Expression(Strength.And + 1));
            case Keyword.Collate when weakest <= Strength.Collation:
                _cursor.Advance();
                Name("expected the name of a collation");
                return new Operation(Span.Between(left.Span.Start, _cursor.LastEnd), "COLLATE", [left]);
        }

        return weakest <= Strength.Equality ? EqualityOperator(left) : null;
    }

    private Operation? EqualityOperator(Expression left)
    {
        switch (Current.Keyword)
        {
            case Keyword.Isnull:
                _cursor.Advance();
                return After(left, "ISNULL", []);
            case Keyword.Notnull:
                _cursor.Advance();
                return After(left, "NOTNULL", []);
            case Keyword.Is:
                return Is(left);
            case Keyword.Not when _cursor.Next.Keyword == Keyword.Null:
                _cursor.Advance();
                _cursor.Advance();
                return After(left, "NOTNULL", []);
            case Keyword.Not when IsNegatable(_cursor.Next.Keyword):
                _cursor.Advance();
                return Negatable(left, negated: true);
            default:
                return IsNegatable(Current.Keyword) ? Negatable(left, negated: false) : null;
        }
    }

    private List<Expression> ExpressionList()
    {
        var list = new List<Expression>();

        do
        {
            list.Add(Expression());
        }
        while (_cursor.TryTake(TokenKind.Comma));

        return list;
    }

    /// <summary>How tightly an operator binds, weakest first.</summary>
    private enum Strength
    {
        Weakest,
        Or,
        And,
        Not,
        Equality,
        Comparison,
        Bits,
        Sum,
        Product,
        Concatenation,
        Collation,
        Sign,
    }
}
