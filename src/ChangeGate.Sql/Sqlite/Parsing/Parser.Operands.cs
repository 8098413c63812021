using ChangeGate.Sql.Sqlite.Lexing;
using ChangeGate.Sql.Sqlite.Syntax;
using ChangeGate.Text;

namespace ChangeGate.Sql.Sqlite.Parsing;

/// <summary>What stands between operators.</summary>
internal sealed partial class Parser
{
    private Expression Operand()
    {
        var token = Current;

        switch (token.Kind)
        {
            case TokenKind.Integer or TokenKind.Float:
                return TakeLiteral(LiteralKind.Number);
            case TokenKind.Blob:
                return TakeLiteral(LiteralKind.Blob);
            case TokenKind.Parameter:
                return TakeLiteral(LiteralKind.Parameter);
            case TokenKind.String when _cursor.Next.Kind != TokenKind.Dot:
                return TakeLiteral(LiteralKind.String);
            case TokenKind.String or TokenKind.QuotedName:
                return NameOrCall();
            case TokenKind.Minus or TokenKind.Plus or TokenKind.BitNot:
                _cursor.Advance();
                return Prefixed(token, _cursor.Text.Substring(token.Start, 1), Strength.Sign);
            case TokenKind.LeftParenthesis:
                return Parenthesised();
            case TokenKind.Word:
                return WordOperand(token);
            default:
                _cursor.Fail(ExpectedExpression);
                return Nothing();
        }
    }

    private Literal TakeLiteral(LiteralKind kind)
    {
        var span = Current.Span;
        _cursor.Advance();
        return new Literal(span, kind, _cursor.Slice(span));
    }

    private Operation Prefixed(Token token, string @operator, Strength strength)
    {
        var operand = Expression(strength);
        return new Operation(Span.Between(token.Start, Math.Max(token.End, operand.Span.End)), @operator, [operand]);
    }

    private Expression WordOperand(Token token)
    {
        switch (token.Keyword)
        {
            case Keyword.Null:
                return TakeLiteral(LiteralKind.Null);
            case Keyword.Current_Date or Keyword.Current_Time or Keyword.Current_Timestamp:
                return TakeLiteral(LiteralKind.CurrentTime);
            case Keyword.Not:
                _cursor.Advance();
                return Prefixed(token, "NOT", Strength.Not);
            case Keyword.Exists:
                _cursor.Advance();
                return Exists(token);
            case Keyword.Case:
                _cursor.Advance();
                return Case(token);
            case Keyword.Cast:
                _cursor.Advance();
                return Cast(token);
            case Keyword.Raise:
                _cursor.Advance();
                return Raise(token);
        }

        if (token.Keyword.IsName())
        {
            return NameOrCall();
        }

        _cursor.Fail(ExpectedExpression);
        return Nothing();
    }

    private Expression NameOrCall()
    {
        var start = Current.Start;
        var isString = Current.Kind == TokenKind.String;
        var names = new List<string> { Name(ExpectedExpression) };

        if (!isString && _cursor.At(TokenKind.LeftParenthesis))
        {
            return CallOf(names[0], start);
        }

        while (names.Count < 3 && _cursor.TryTake(TokenKind.Dot))
        {
            names.Add(Name("expected the name of a column"));
        }

        return new NamePath(Span.Between(start, Math.Max(start, _cursor.LastEnd)), names);
    }

    private Call CallOf(string function, int start)
    {
        _cursor.Advance();
        var operands = new List<Expression>();

        if (!_cursor.TryTake(TokenKind.Star) && !_cursor.At(TokenKind.RightParenthesis))
        {
            _ = _cursor.TryTake(Keyword.Distinct) || _cursor.TryTake(Keyword.All);

            if (!_cursor.At(TokenKind.RightParenthesis))
            {
                operands.AddRange(ExpressionList());
            }

            if (_cursor.TryTake(Keyword.Order, Keyword.By))
            {
                operands.AddRange(SortList());
            }
        }

        CloseParenthesis();
        Filter(operands);
        var isWindowed = Over(operands);
        return new Call(Span.Between(start, Math.Max(start, _cursor.LastEnd)), function, operands) { IsWindowed = isWindowed };
    }

    private void Filter(List<Expression> operands)
    {
        if (!_cursor.At(Keyword.Filter) || _cursor.Next.Kind != TokenKind.LeftParenthesis)
        {
            return;
        }

        _cursor.Advance();
        _cursor.Advance();
        _cursor.Take(Keyword.Where);
        operands.Add(Expression());
        CloseParenthesis();
    }

    private bool Over(List<Expression> operands)
    {
        var next = _cursor.Next;

        if (!_cursor.At(Keyword.Over) || !(next.Kind == TokenKind.LeftParenthesis || IsName(next)))
        {
            return false;
        }

        _cursor.Advance();

        if (_cursor.TryTake(TokenKind.LeftParenthesis))
        {
            operands.AddRange(Window());
            CloseParenthesis();
        }
        else
        {
            Name("expected the name of a window");
        }

        return true;
    }

    private Expression Parenthesised()
    {
        var start = Current.Start;
        _cursor.Advance();

        if (AtQuery())
        {
            var query = Query();
            CloseParenthesis();
            return new Operation(Span.Between(start, Math.Max(start, _cursor.LastEnd)), Operation.Subquery, [], query);
        }

        var list = ExpressionList();
        CloseParenthesis();
        return list.Count == 1 ? list[0] : new Operation(Span.Between(start, Math.Max(start, _cursor.LastEnd)), Operation.Row, list);
    }

    private Operation Exists(Token token)
    {
        _cursor.Take(TokenKind.LeftParenthesis, "expected a query in parentheses");
        var query = Query();
        CloseParenthesis();
        return new Operation(SpanFrom(token), "EXISTS", [], query);
    }

    private Operation Case(Token token)
    {
        var operands = new List<Expression>();

        if (!_cursor.At(Keyword.When))
        {
            operands.Add(Expression());
        }

        do
        {
            _cursor.Take(Keyword.When);
            operands.Add(Expression());
            _cursor.Take(Keyword.Then);
            operands.Add(Expression());
        }
        while (_cursor.At(Keyword.When));

        if (_cursor.TryTake(Keyword.Else))
        {
            operands.Add(Expression());
        }

        _cursor.Take(Keyword.End);
        return new Operation(SpanFrom(token), "CASE", operands);
    }

    private Operation Cast(Token token)
    {
        _cursor.Take(TokenKind.LeftParenthesis, "expected an opening parenthesis");
        var operand = Expression();
        _cursor.Take(Keyword.As);
        DeclaredType();
        CloseParenthesis();
        return new Operation(SpanFrom(token), "CAST", [operand]);
    }

    private Operation Raise(Token token)
    {
        _cursor.Take(TokenKind.LeftParenthesis, "expected an opening parenthesis");
        var operands = new List<Expression>();

        if (!_cursor.TryTake(Keyword.Ignore))
        {
            if (!_cursor.TryTake(Keyword.Rollback) && !_cursor.TryTake(Keyword.Abort))
            {
                _cursor.Take(Keyword.Fail);
            }

            _cursor.Take(TokenKind.Comma, "expected a comma");
            operands.Add(Expression());
        }

        CloseParenthesis();
        return new Operation(SpanFrom(token), "RAISE", operands);
    }

    private Span SpanFrom(Token token) => Span.Between(token.Start, Math.Max(token.End, _cursor.LastEnd));
}
