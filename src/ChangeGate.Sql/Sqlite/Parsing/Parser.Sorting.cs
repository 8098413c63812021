using ChangeGate.Sql.Sqlite.Lexing;
using ChangeGate.Sql.Sqlite.Syntax;

namespace ChangeGate.Sql.Sqlite.Parsing;

/// <summary>ORDER BY and LIMIT.</summary>
internal sealed partial class Parser
{
    private (Expression? Limit, bool HasOffset) Limit(List<Expression> tail)
    {
        if (!_cursor.TryTake(Keyword.Limit))
        {
            return (null, false);
        }

        var first = Expression();
        tail.Add(first);

        if (_cursor.TryTake(Keyword.Offset))
        {
            tail.Add(Expression());
            return (first, true);
        }

        if (!_cursor.TryTake(TokenKind.Comma))
        {
            return (first, false);
        }

        // LIMIT offset, count: the other way round.
        var count = Expression();
        tail.Add(count);
        return (count, true);
    }

    private List<Expression> SortList()
    {
        var list = new List<Expression>();

        do
        {
            list.Add(Expression());
            SortOrder();
            NullsOrder();
        }
        while (_cursor.TryTake(TokenKind.Comma));

        return list;
    }

    private bool SortOrder()
    {
        if (_cursor.TryTake(Keyword.Desc))
        {
            return true;
        }

        _cursor.TryTake(Keyword.Asc);
        return false;
    }

    private void NullsOrder()
    {
        if (_cursor.TryTake(Keyword.Nulls) && !_cursor.TryTake(Keyword.First))
        {
            _cursor.Take(Keyword.Last);
        }
    }
}
