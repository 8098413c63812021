using ChangeGate.Sql.Sqlite.Lexing;
using ChangeGate.Sql.Sqlite.Syntax;
using ChangeGate.Text;

namespace ChangeGate.Sql.Sqlite.Parsing;

/// <summary>IS, IN, BETWEEN, LIKE and their negations.</summary>
internal sealed partial class Parser
{
    private static bool IsNegatable(Keyword keyword) =>
        keyword is Keyword.Like or Keyword.Glob or Keyword.Regexp or Keyword.Match or Keyword.Between or Keyword.In;

    private Operation After(Expression left, string @operator, Expression[] others) =>
        new(Span.Between(left.Span.Start, _cursor.LastEnd), @operator, [left, .. others]);

    private Operation Is(Expression left)
    {
        _cursor.Advance();
        var negated = _cursor.TryTake(Keyword.Not);

        if (_cursor.TryTake(Keyword.Distinct, Keyword.From))
        {
            negated = !negated;
        }

        var right = Expression(Strength.Equality + 1);
        return new Operation(Span.Between(left.Span.Start, _cursor.LastEnd), "IS", [left, right]) { Negated = negated };
    }

    private Operation Negatable(Expression left, bool negated)
    {
        var keyword = Current.Keyword;
        _cursor.Advance();

        return keyword switch
        {
            Keyword.Between => Between(left, negated),
            Keyword.In => In(left, negated),
            _ => Like(left, keyword.ToString().ToUpperInvariant(), negated),
        };
    }

    private Operation Between(Expression left, bool negated)
    {
        var low = Expression(Strength.Not);
        _cursor.Take(Keyword.And);
        var high = Expression(Strength.Equality + 1);
        return new Operation(Span.Between(left.Span.Start, _cursor.LastEnd), "BETWEEN", [left, low, high]) { Negated = negated };
    }

    private Operation Like(Expression left, string @operator, bool negated)
    {
        var operands = new List<Expression> { left, Expression(Strength.Equality + 1) };

        if (_cursor.TryTake(Keyword.Escape))
        {
            operands.Add(Expression(Strength.Equality + 1));
        }

        return new Operation(Span.Between(left.Span.Start, _cursor.LastEnd), @operator, operands) { Negated = negated };
    }

    private Operation In(Expression left, bool negated)
    {
        if (!_cursor.At(TokenKind.LeftParenthesis))
        {
            var table = InTable();
            return new Operation(Span.Between(left.Span.Start, _cursor.LastEnd), "IN", [left]) { Negated = negated, Table = table };
        }

        _cursor.Advance();
        var query = AtQuery() ? Query() : null;
        var operands = new List<Expression> { left };

        if (query is null && !_cursor.At(TokenKind.RightParenthesis))
        {
            operands.AddRange(ExpressionList());
        }

        CloseParenthesis();
        return new Operation(Span.Between(left.Span.Start, _cursor.LastEnd), "IN", operands, query) { Negated = negated };
    }

    private Source InTable()
    {
        var name = QualifiedName("expected a list, a query or a table");

        if (!_cursor.TryTake(TokenKind.LeftParenthesis))
        {
            return new Source { Name = name };
        }

        var arguments = _cursor.At(TokenKind.RightParenthesis) ? [] : ExpressionList();
        CloseParenthesis();
        return new Source { Name = name, IsFunction = true, Expressions = arguments };
    }
}
