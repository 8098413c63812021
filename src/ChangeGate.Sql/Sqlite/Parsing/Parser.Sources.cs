using ChangeGate.Sql.Sqlite.Lexing;
using ChangeGate.Sql.Sqlite.Syntax;

namespace ChangeGate.Sql.Sqlite.Parsing;

/// <summary>FROM with its joins, and windows.</summary>
internal sealed partial class Parser
{
    private List<Source> Sources()
    {
        var sources = new List<Source> { Source("") };

        while (Joined() is { } join)
        {
            sources.Add(Source(join));
        }

        return sources;
    }

    /// <summary>The words of a join in upper case; null where no join follows.</summary>
    private string? Joined()
    {
        if (_cursor.TryTake(TokenKind.Comma))
        {
            return ",";
        }

        var words = new List<string>();

        while (Current.Keyword.IsJoinWord() && words.Count < 3)
        {
            words.Add(Current.Keyword.ToString().ToUpperInvariant());
            _cursor.Advance();
        }

        if (words.Count == 0 && !_cursor.At(Keyword.Join))
        {
            return null;
        }

        _cursor.Take(Keyword.Join);
        return words.Count == 0 ? "JOIN" : string.Join(' ', words);
    }

    private Source Source(string join)
    {
        if (_cursor.TryTake(TokenKind.LeftParenthesis))
        {
            return SourceInParentheses(join);
        }

        var name = QualifiedName("expected a table");
        var isFunction = _cursor.TryTake(TokenKind.LeftParenthesis);
        var expressions = new List<Expression>();

        if (isFunction)
        {
            if (!_cursor.At(TokenKind.RightParenthesis))
            {
                expressions.AddRange(ExpressionList());
            }

            CloseParenthesis();
        }

        var alias = Alias();
        IndexHint();
        JoinCondition(expressions);
        return new Source { Name = name, Alias = alias, Join = join, IsFunction = isFunction, Expressions = expressions };
    }

    private Source SourceInParentheses(string join)
    {
        if (!Enter())
        {
            return new Source();
        }

        var query = AtQuery() ? Query() : null;
        var nested = query is null ? Sources() : [];
        CloseParenthesis();
        var alias = Alias();
        var expressions = new List<Expression>();
        JoinCondition(expressions);
        _depth--;
        return new Source { Query = query, Nested = nested, Alias = alias, Join = join, Expressions = expressions };
    }

    private void IndexHint()
    {
        if (_cursor.TryTake(Keyword.Not, Keyword.Indexed))
        {
            return;
        }

        if (_cursor.TryTake(Keyword.Indexed))
        {
            _cursor.Take(Keyword.By);
            Name("expected the name of an index");
        }
    }

    private void JoinCondition(List<Expression> expressions)
    {
        if (_cursor.TryTake(Keyword.On))
        {
            expressions.Add(Expression());
        }
        else if (_cursor.TryTake(Keyword.Using))
        {
            NameList("expected the name of a column");
        }
    }

    private void Windows(List<Expression> others)
    {
        if (!AtWindowClause())
        {
            return;
        }

        _cursor.Advance();

        do
        {
            Name("expected the name of a window");
            _cursor.Take(Keyword.As);
            _cursor.Take(TokenKind.LeftParenthesis, "expected a window in parentheses");
            others.AddRange(Window());
            CloseParenthesis();
        }
        while (_cursor.TryTake(TokenKind.Comma));
    }

    /// <summary>What stands between the parentheses of a window (lang_windowfunctions).</summary>
    private List<Expression> Window()
    {
        var expressions = new List<Expression>();

        if (IsName(Current) && Current.Keyword is not (Keyword.Partition or Keyword.Range or Keyword.Rows or Keyword.Groups))
        {
            Name("expected the name of a window");
        }

        if (_cursor.TryTake(Keyword.Partition, Keyword.By))
        {
            expressions.AddRange(ExpressionList());
        }

        if (_cursor.TryTake(Keyword.Order, Keyword.By))
        {
            expressions.AddRange(SortList());
        }

        if (_cursor.TryTake(Keyword.Range) || _cursor.TryTake(Keyword.Rows) || _cursor.TryTake(Keyword.Groups))
        {
            Frame(expressions);
        }

        return expressions;
    }

    private void Frame(List<Expression> expressions)
    {
        if (_cursor.TryTake(Keyword.Between))
        {
            FrameBound(expressions);
            _cursor.Take(Keyword.And);
        }

        FrameBound(expressions);

        if (!_cursor.TryTake(Keyword.Exclude))
        {
            return;
        }

        if (_cursor.TryTake(Keyword.No))
        {
            _cursor.Take(Keyword.Others);
        }
        else if (_cursor.TryTake(Keyword.Current))
        {
            _cursor.Take(Keyword.Row);
        }
        else if (!_cursor.TryTake(Keyword.Group))
        {
            _cursor.Take(Keyword.Ties);
        }
    }

    private void FrameBound(List<Expression> expressions)
    {
        if (_cursor.TryTake(Keyword.Current, Keyword.Row))
        {
            return;
        }

        if (!_cursor.TryTake(Keyword.Unbounded))
        {
            expressions.Add(Expression());
        }

        if (!_cursor.TryTake(Keyword.Preceding))
        {
            _cursor.Take(Keyword.Following);
        }
    }
}
