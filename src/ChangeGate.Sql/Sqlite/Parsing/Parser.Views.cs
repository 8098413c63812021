using ChangeGate.Changes;
using ChangeGate.Sql.Sqlite.Lexing;
using ChangeGate.Sql.Sqlite.Reading;

namespace ChangeGate.Sql.Sqlite.Parsing;

/// <summary>CREATE VIEW (lang_createview.html) and CREATE TRIGGER (lang_createtrigger.html).</summary>
internal sealed partial class Parser
{
    private Statement CreateView(int start, bool temporary)
    {
        _cursor.Advance();
        var ifNotExists = IfNotExists();
        var name = NewName(temporary, "expected the name of a view");
        _ownSchemaOnly = name.Schema != TemporarySchema;
        var columns = OptionalNameList(ExpectedColumn);
        _cursor.Take(Keyword.As);
        var query = Query();

        var view = new CreateView(name)
        {
            Definition = _cursor.SliceFrom(start),
            Query = _cursor.Slice(query.Span),
            Columns = [.. columns],
            Reads = [.. QueryReader.Relations(query)],
            IfNotExists = ifNotExists,
            Temporary = name.Schema == TemporarySchema,
        };

        return Made("CreateViewStmt", view) with { Relation = name.ToString() };
    }

    private Statement CreateTrigger(int start, bool temporary)
    {
        _cursor.Advance();
        var ifNotExists = IfNotExists();
        var written = WrittenName("expected the name of a trigger");
        TriggerTime();
        var @event = TriggerEvent();
        _cursor.Take(Keyword.On);
        var table = QualifiedName(ExpectedTable);

        // A trigger without a schema goes where its table is (trigger.c, sqlite3BeginTrigger).
        var isTemporary = temporary || Normalize(written).Schema == TemporarySchema || (written.Schema is null && table.Schema == TemporarySchema);
        _ownSchemaOnly = !isTemporary;

        if (_cursor.TryTake(Keyword.For))
        {
            _cursor.Take(Keyword.Each);
            _cursor.Take(Keyword.Row);
        }

        var when = TriggerCondition();
        var body = TriggerBody();

        var trigger = new CreateTrigger(table, written.Name)
        {
            Definition = _cursor.SliceFrom(start),
            Events = [@event],
            When = when,
            Body = [.. body],
            IfNotExists = ifNotExists,
            Temporary = isTemporary,
        };

        return Made("CreateTriggerStmt", trigger) with { Relation = table.ToString() };
    }

    private void TriggerTime()
    {
        if (_cursor.TryTake(Keyword.Before) || _cursor.TryTake(Keyword.After))
        {
            return;
        }

        if (_cursor.TryTake(Keyword.Instead))
        {
            _cursor.Take(Keyword.Of);
        }
    }

    private string TriggerEvent()
    {
        if (Current.Keyword is not (Keyword.Delete or Keyword.Insert or Keyword.Update))
        {
            _cursor.Fail("expected DELETE, INSERT or UPDATE");
            return "";
        }

        var keyword = Current.Keyword;
        _cursor.Advance();

        if (keyword == Keyword.Update && _cursor.TryTake(Keyword.Of))
        {
            do
            {
                Name(ExpectedColumn);
            }
            while (_cursor.TryTake(TokenKind.Comma));
        }

        return keyword.ToString().ToUpperInvariant();
    }

    private string? TriggerCondition()
    {
        if (!_cursor.TryTake(Keyword.When))
        {
            return null;
        }

        var start = Current.Start;
        Expression();
        return _cursor.SliceFrom(start);
    }

    private List<Change> TriggerBody()
    {
        var changes = new List<Change>();
        _cursor.Take(Keyword.Begin);

        do
        {
            var start = Current.Start;
            var statement = AtQuery() ? Select(start, []) : Rows();
            var span = Text.Span.Between(start, Math.Max(start, _cursor.LastEnd));
            changes.AddRange(statement.Changes.Select(change => change.Span == default ? change with { Span = span } : change));
            _cursor.Take(TokenKind.Semicolon, "expected a semicolon");
        }
        while (!_cursor.HasFailed && !_cursor.At(Keyword.End));

        _cursor.Take(Keyword.End);
        return changes;
    }
}
