using ChangeGate.Changes;
using ChangeGate.Sql.Sqlite.Lexing;
using ChangeGate.Text;

namespace ChangeGate.Sql.Sqlite.Parsing;

/// <summary>Reads a script statement by statement, by the grammar of lang.html. One file per family of statements.</summary>
internal sealed partial class Parser
{
    private readonly TokenCursor _cursor;

    private Parser(string text) => _cursor = new TokenCursor(text, Lexer.Read(text));

    private Token Current => _cursor.Current;

    public static EquatableList<Statement> Read(string text)
    {
        var parser = new Parser(text);
        var statements = new List<Statement>();

        while (!parser._cursor.At(TokenKind.End))
        {
            if (!parser._cursor.TryTake(TokenKind.Semicolon))
            {
                statements.Add(parser.Next());
            }
        }

        return [.. statements];
    }

    private Statement Next()
    {
        var mark = _cursor.Mark();
        var start = Current.Start;
        _depth = 0;
        _ownSchemaOnly = false;
        var statement = StatementProper();

        if (!_cursor.HasFailed && !_cursor.IsAtEndOfStatement && statement.Kind != MetaCommandKind)
        {
            _cursor.Fail("expected the end of the statement");
        }

        if (_cursor.HasFailed)
        {
            statement = Unread(mark);
        }

        var span = Span.Between(start, _cursor.LastEnd);
        RememberTemporaryNames(statement.Changes);
        return statement with { Span = span, Changes = [.. statement.Changes.Select(change => change.Span == default ? change with { Span = span } : change)] };
    }

    private const string MetaCommandKind = "MetaCommand";

    private Statement StatementProper()
    {
        if (_cursor.At(TokenKind.MetaCommand))
        {
            var command = _cursor.Slice(Current.Span);
            _cursor.Advance();
            return Made(MetaCommandKind, new MetaCommand(command));
        }

        return Current.Keyword switch
        {
            Keyword.Create => Create(),
            Keyword.Alter => Alter(),
            Keyword.Drop => Drop(),
            Keyword.Insert or Keyword.Replace or Keyword.Update or Keyword.Delete or Keyword.With => Rows(),
            Keyword.Select or Keyword.Values => Select(Current.Start, []),
            Keyword.Explain => Explain(),
            _ => Session(),
        };
    }

    private Statement Unread(TokenCursorMark mark)
    {
        var unclassified = new Unclassified(_cursor.Expected ?? "", _cursor.FailedAt);
        _cursor.Recover(mark);
        SkipStatement();
        return Made("Unclassified", unclassified);
    }

    // As sqlite3_complete() cuts: a trigger ends at a semicolon after an END after a semicolon.
    private void SkipStatement()
    {
        if (!StartsTrigger())
        {
            SkipToSemicolon();
            return;
        }

        do
        {
            SkipToSemicolon();

            while (_cursor.At(TokenKind.Semicolon))
            {
                _cursor.Advance();
            }

            if (_cursor.At(Keyword.End) && _cursor.Next.Kind is TokenKind.Semicolon or TokenKind.End)
            {
                _cursor.Advance();
                return;
            }
        }
        while (!_cursor.At(TokenKind.End));
    }

    private bool StartsTrigger()
    {
        _cursor.TryTake(Keyword.Explain);

        if (!_cursor.TryTake(Keyword.Create))
        {
            return false;
        }

        _ = _cursor.TryTake(Keyword.Temp) || _cursor.TryTake(Keyword.Temporary);
        return _cursor.At(Keyword.Trigger);
    }

    private void SkipToSemicolon()
    {
        while (!_cursor.IsAtEndOfStatement)
        {
            _cursor.Advance();
        }
    }

    private void RememberTemporaryNames(EquatableList<Change> changes)
    {
        foreach (var change in changes)
        {
            switch (change)
            {
                case CreateTable { Table.Schema: TemporarySchema } create:
                    _temporaryNames.Add(create.Table.Name);
                    break;
                case CreateView { View.Schema: TemporarySchema } create:
                    _temporaryNames.Add(create.View.Name);
                    break;
                case DropTable { Table.Schema: TemporarySchema } drop:
                    _temporaryNames.Remove(drop.Table.Name);
                    break;
                case DropView { View.Schema: TemporarySchema } drop:
                    _temporaryNames.Remove(drop.View.Name);
                    break;
                case RenameTable { Table.Schema: TemporarySchema } rename:
                    _temporaryNames.Remove(rename.Table.Name);
                    _temporaryNames.Add(rename.NewName);
                    break;
            }
        }
    }

    /// <summary>A statement whose span is filled in when its end is known.</summary>
    private static Statement Made(string kind, params EquatableList<Change> changes) => new() { Span = default, Kind = kind, Changes = changes };
}
