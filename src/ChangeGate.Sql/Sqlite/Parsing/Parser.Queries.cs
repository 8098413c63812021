using ChangeGate.Sql.Sqlite.Lexing;
using ChangeGate.Sql.Sqlite.Syntax;
using ChangeGate.Text;

namespace ChangeGate.Sql.Sqlite.Parsing;

/// <summary>SELECT, VALUES and WITH (lang_select.html, lang_with.html).</summary>
internal sealed partial class Parser
{
    private bool AtQuery() => Current.Keyword is Keyword.Select or Keyword.Values
        || (_cursor.At(Keyword.With) && (IsName(_cursor.Next) || _cursor.Next.Keyword == Keyword.Recursive));

    private Query Query()
    {
        var start = Current.Start;

        if (!Enter())
        {
            return new Query([], [], []);
        }

        var query = QueryAfter(With(), start);
        _depth--;

        if (query.Height > MaximumDepth)
        {
            _cursor.Fail("nested deeper than the engine allows");
        }

        return query;
    }

    /// <param name="with">The common tables already read.</param>
    /// <param name="start">Where the query begins, WITH included.</param>
    private Query QueryAfter(List<CommonTable> with, int start)
    {
        var cores = new List<QueryCore> { Core() };

        while (TryTakeCompound())
        {
            cores.Add(Core());
        }

        var tail = new List<Expression>();

        if (_cursor.TryTake(Keyword.Order, Keyword.By))
        {
            tail.AddRange(SortList());
        }

        var (limit, hasOffset) = Limit(tail);
        return new Query(with, cores, tail) { Limit = limit, HasOffset = hasOffset, Span = Span.Between(start, Math.Max(start, _cursor.LastEnd)) };
    }

    private List<CommonTable> With()
    {
        var tables = new List<CommonTable>();

        if (!_cursor.TryTake(Keyword.With))
        {
            return tables;
        }

        // RECURSIVE is also a name: `WITH recursive AS (…)` is refused by the engine, which always takes the keyword.
        _cursor.TryTake(Keyword.Recursive);

        do
        {
            tables.Add(CommonTable());
        }
        while (_cursor.TryTake(TokenKind.Comma));

        return tables;
    }

    private CommonTable CommonTable()
    {
        var name = Name("expected the name of a common table");
        OptionalNameList("expected the name of a column");
        _cursor.Take(Keyword.As);

        if (_cursor.TryTake(Keyword.Not))
        {
            _cursor.Take(Keyword.Materialized);
        }
        else
        {
            _cursor.TryTake(Keyword.Materialized);
        }

        _cursor.Take(TokenKind.LeftParenthesis, "expected a query in parentheses");
        var query = Query();
        CloseParenthesis();
        return new CommonTable(name, query);
    }

    private bool TryTakeCompound()
    {
        if (_cursor.TryTake(Keyword.Union))
        {
            _cursor.TryTake(Keyword.All);
            return true;
        }

        return _cursor.TryTake(Keyword.Intersect) || _cursor.TryTake(Keyword.Except);
    }

    private QueryCore Core()
    {
        if (_cursor.TryTake(Keyword.Values))
        {
            return ValuesCore();
        }

        if (!_cursor.TryTake(Keyword.Select))
        {
            _cursor.Fail("expected a query");
            return new QueryCore();
        }

        var distinct = _cursor.TryTake(Keyword.Distinct);

        if (!distinct)
        {
            _cursor.TryTake(Keyword.All);
        }

        var items = Items();
        var from = _cursor.TryTake(Keyword.From) ? Sources() : [];
        var where = Where();
        var others = new List<Expression>();
        var isGrouped = Grouping(others);
        Windows(others);
        return new QueryCore { Distinct = distinct, Items = items, From = from, Where = where, Others = others, IsGrouped = isGrouped };
    }

    private QueryCore ValuesCore()
    {
        var values = new List<Expression>();
        var rows = 0;

        do
        {
            _cursor.Take(TokenKind.LeftParenthesis, "expected a row of values");
            values.AddRange(ExpressionList());
            CloseParenthesis();
            rows++;
        }
        while (_cursor.TryTake(TokenKind.Comma));

        return new QueryCore { IsValues = true, Rows = rows, Others = values };
    }

    private List<QueryItem> Items()
    {
        var items = new List<QueryItem>();

        do
        {
            items.Add(Item());
        }
        while (_cursor.TryTake(TokenKind.Comma));

        return items;
    }

    private QueryItem Item()
    {
        if (_cursor.TryTake(TokenKind.Star))
        {
            return new QueryItem(null, null, null);
        }

        if (IsName(Current) && _cursor.Next.Kind == TokenKind.Dot && _cursor.Second.Kind == TokenKind.Star)
        {
            var qualifier = Name("expected a table");
            _cursor.Advance();
            _cursor.Advance();
            return new QueryItem(null, qualifier, null);
        }

        var value = Expression();
        return new QueryItem(value, null, Alias());
    }

    private string? Alias()
    {
        if (_cursor.TryTake(Keyword.As))
        {
            return Name("expected an alias");
        }

        return IsPlainName(Current) && !AtWindowClause() ? Name("expected an alias") : null;
    }

    // WINDOW is a keyword only where a name and AS follow (tokenize.c, analyzeWindowKeyword).
    private bool AtWindowClause() => _cursor.At(Keyword.Window) && IsName(_cursor.Next) && _cursor.Second.Keyword == Keyword.As;

    private Expression? Where() => _cursor.TryTake(Keyword.Where) ? Expression() : null;

    private bool Grouping(List<Expression> others)
    {
        var isGrouped = false;

        if (_cursor.TryTake(Keyword.Group, Keyword.By))
        {
            isGrouped = true;
            others.AddRange(ExpressionList());
        }

        if (_cursor.TryTake(Keyword.Having))
        {
            isGrouped = true;
            others.Add(Expression());
        }

        return isGrouped;
    }
}
