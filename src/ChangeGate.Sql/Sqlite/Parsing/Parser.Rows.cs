using ChangeGate.Changes;
using ChangeGate.Sql.Sqlite.Lexing;
using ChangeGate.Sql.Sqlite.Reading;
using ChangeGate.Sql.Sqlite.Syntax;

namespace ChangeGate.Sql.Sqlite.Parsing;

/// <summary>INSERT, UPDATE, DELETE and SELECT as statements, and EXPLAIN.</summary>
internal sealed partial class Parser
{
    private Statement Rows()
    {
        var start = Current.Start;
        var with = With();

        switch (Current.Keyword)
        {
            case Keyword.Insert or Keyword.Replace:
                return Insert(with);
            case Keyword.Update:
                return Update(with);
            case Keyword.Delete:
                return Delete(with);
            case Keyword.Select or Keyword.Values:
                return Select(start, with);
            default:
                _cursor.Fail("expected a statement");
                return Made("");
        }
    }

    private Statement Select(int start, List<CommonTable> with)
    {
        var query = with.Count > 0 ? QueryAfter(with, start) : Query();

        if (query.Height > MaximumDepth)
        {
            _cursor.Fail("nested deeper than the engine allows");
        }

        return Made("SelectStmt", _cursor.HasFailed ? new ReadRows() : new ReadRows { Calls = [.. QueryReader.Calls(query)] });
    }

    private Statement Explain()
    {
        _cursor.Advance();

        if (_cursor.TryTake(Keyword.Query))
        {
            _cursor.Take(Keyword.Plan);
        }

        if (_cursor.At(Keyword.Explain))
        {
            _cursor.Fail("expected a statement");
        }

        // What is explained must be readable, but none of it happens.
        StatementProper();
        return Made("ExplainStmt", new ReadRows());
    }

    private Statement Update(List<CommonTable> with)
    {
        _cursor.Advance();
        OrResolution();
        var table = QualifiedName(ExpectedTable);
        var alias = TargetAlias();
        IndexHint();
        _cursor.Take(Keyword.Set);
        var (columns, values) = Assignments();
        var from = _cursor.TryTake(Keyword.From) ? Sources() : [];
        var condition = Condition();
        var others = Returning();
        var limit = LimitOfRows(others);

        var change = new UpdateRows(table)
        {
            Columns = [.. columns],
            Values = values.Count == columns.Count ? [.. values.Select(value => value.Text)] : [],
            Filter = RowFilterReader.Read(condition?.Expression, limit),
            Where = condition?.Text,
            Alias = alias,
            Joins = from.Count > 0,
        };

        List<Expression> read = [.. values.Select(value => value.Expression), .. condition is null ? [] : new[] { condition.Expression }, .. others];
        var query = new Query(with, [new QueryCore { From = from, Others = read }], []);
        return Made("UpdateStmt", [change, .. ReadsOf(query)]) with { Relation = table.ToString() };
    }

    private (List<string> Columns, List<Written> Values) Assignments()
    {
        var columns = new List<string>();
        var values = new List<Written>();

        do
        {
            if (_cursor.At(TokenKind.LeftParenthesis))
            {
                columns.AddRange(NameList(ExpectedColumn));
            }
            else
            {
                columns.Add(Name(ExpectedColumn));
            }

            _cursor.Take(TokenKind.Equal, "expected an equals sign");
            values.Add(WrittenExpression());
        }
        while (_cursor.TryTake(TokenKind.Comma));

        return (columns, values);
    }

    private Written WrittenExpression()
    {
        var start = Current.Start;
        var expression = Expression();
        return new Written(expression, _cursor.SliceFrom(start));
    }

    private Statement Delete(List<CommonTable> with)
    {
        _cursor.Advance();
        _cursor.Take(Keyword.From);
        var table = QualifiedName(ExpectedTable);
        var alias = TargetAlias();
        IndexHint();
        var condition = Condition();
        var others = Returning();
        var limit = LimitOfRows(others);
        var change = new DeleteRows(table) { Filter = RowFilterReader.Read(condition?.Expression, limit), Where = condition?.Text, Alias = alias };
        List<Expression> read = [.. condition is null ? [] : new[] { condition.Expression }, .. others];
        var query = new Query(with, [new QueryCore { Others = read }], []);
        return Made("DeleteStmt", [change, .. ReadsOf(query)]) with { Relation = table.ToString() };
    }

    private string? TargetAlias() => _cursor.TryTake(Keyword.As) ? Name("expected an alias") : null;

    private string? OrResolution() => _cursor.TryTake(Keyword.Or) ? Resolution() : null;

    private Written? Condition() => _cursor.TryTake(Keyword.Where) ? WrittenExpression() : null;

    private List<Expression> Returning() => _cursor.TryTake(Keyword.Returning)
        ? [.. Items().Where(item => item.Value is not null).Select(item => item.Value!)]
        : [];

    // SQLITE_ENABLE_UPDATE_DELETE_LIMIT: some builds know it, and the text is the same.
    private Expression? LimitOfRows(List<Expression> others)
    {
        if (_cursor.TryTake(Keyword.Order, Keyword.By))
        {
            others.AddRange(SortList());
        }

        return Limit(others).Limit;
    }

    /// <summary>The functions that a changing statement calls stand beside it, as a change of their own.</summary>
    private Change[] ReadsOf(Query query)
    {
        if (query.Height > MaximumDepth)
        {
            _cursor.Fail("nested deeper than the engine allows");
        }

        if (_cursor.HasFailed)
        {
            return [];
        }

        var calls = QueryReader.Calls(query);
        return calls.Count == 0 ? [] : [new ReadRows { Calls = [.. calls] }];
    }

    /// <summary>An expression and its text, parentheses and all.</summary>
    private sealed record Written(Expression Expression, string Text);
}
