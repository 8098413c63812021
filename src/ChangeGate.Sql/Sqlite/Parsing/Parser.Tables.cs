using ChangeGate.Changes;
using ChangeGate.Sql.Sqlite.Lexing;
using ChangeGate.Sql.Sqlite.Reading;

namespace ChangeGate.Sql.Sqlite.Parsing;

/// <summary>CREATE TABLE (lang_createtable.html) and CREATE VIRTUAL TABLE (lang_createvtab.html).</summary>
internal sealed partial class Parser
{
    private const string ExpectedTable = "expected the name of a table";

    private Statement Create()
    {
        var start = Current.Start;
        _cursor.Advance();

        if (_cursor.TryTake(Keyword.Virtual))
        {
            return CreateVirtualTable();
        }

        if (_cursor.At(Keyword.Unique) || _cursor.At(Keyword.Index))
        {
            return CreateIndex();
        }

        var temporary = _cursor.TryTake(Keyword.Temp) || _cursor.TryTake(Keyword.Temporary);

        switch (Current.Keyword)
        {
            case Keyword.Table:
                return CreateTable(temporary);
            case Keyword.View:
                return CreateView(start, temporary);
            case Keyword.Trigger:
                return CreateTrigger(start, temporary);
            default:
                _cursor.Fail("expected TABLE, INDEX, VIEW, TRIGGER or VIRTUAL TABLE");
                return Made("");
        }
    }

    private Statement CreateTable(bool temporary)
    {
        _cursor.Advance();
        var ifNotExists = IfNotExists();
        var name = NewName(temporary, ExpectedTable);
        var persistence = name.Schema == TemporarySchema ? Persistence.Temporary : Persistence.Permanent;
        var table = new CreateTable(name) { IfNotExists = ifNotExists, Persistence = persistence };

        if (_cursor.TryTake(Keyword.As))
        {
            return CreateTableAs(table);
        }

        _cursor.Take(TokenKind.LeftParenthesis, "expected the columns of the table");
        var body = TableBody();
        CloseParenthesis();
        table = table with { Columns = [.. body.Columns], Constraints = [.. body.Constraints], Options = [.. TableOptions()] };
        return MadeTable("CreateTableStmt", table);
    }

    private Statement CreateTableAs(CreateTable table)
    {
        var query = Query();
        table = table with
        {
            Query = _cursor.Slice(query.Span),
            CopyOf = CopyReader.Read(query),
            Columns = [.. QueryReader.NamesOf(query).Select(name => new ColumnDefinition { Name = name, Type = DataType.Simple("") })],
        };
        return MadeTable("CreateTableAsStmt", table, ReadsOf(query));
    }

    private static Statement MadeTable(string kind, CreateTable table, params Change[] others) => Made(kind, [table, .. others]) with
    {
        Relation = table.Table.ToString(),
        Columns = [.. table.Columns.Select(column => column.Name)],
    };

    private (List<ColumnDefinition> Columns, List<ConstraintDefinition> Constraints) TableBody()
    {
        var columns = new List<ColumnDefinition>();
        var constraints = new List<ConstraintDefinition>();
        _autoIncremented = null;

        do
        {
            if (columns.Count > 0 && AtTableConstraint())
            {
                TableConstraints(constraints);
                break;
            }

            columns.Add(Column(constraints));
        }
        while (_cursor.TryTake(TokenKind.Comma));

        var index = columns.FindIndex(column => column.Name.Equals(_autoIncremented, StringComparison.OrdinalIgnoreCase));

        if (index >= 0)
        {
            columns[index] = columns[index] with { AutoIncrement = true };
        }

        return (columns, constraints);
    }

    private List<string> TableOptions()
    {
        var options = new List<string>();

        if (_cursor.IsAtEndOfStatement)
        {
            return options;
        }

        // The grammar lets the list begin with a comma (parse.y, table_option_set).
        _cursor.TryTake(TokenKind.Comma);

        do
        {
            if (_cursor.TryTake(Keyword.Without))
            {
                TakeWord("rowid", "expected ROWID");
                options.Add("WITHOUT ROWID");
            }
            else
            {
                TakeWord("strict", "expected STRICT or WITHOUT ROWID");
                options.Add("STRICT");
            }
        }
        while (_cursor.TryTake(TokenKind.Comma));

        return options;
    }

    private void TakeWord(string word, string expected)
    {
        if (!AtWord(word))
        {
            _cursor.Fail(expected);
            return;
        }

        _cursor.Advance();
    }

    private bool AtWord(string word) => IsName(Current) && Current.NameOf(_cursor.Text).Equals(word, StringComparison.OrdinalIgnoreCase);

    private Statement CreateVirtualTable()
    {
        _cursor.Take(Keyword.Table);
        var ifNotExists = IfNotExists();
        var name = NewName(temporary: false, ExpectedTable);
        _cursor.Take(Keyword.Using);
        var module = Name("expected the name of a module").ToLowerInvariant();
        var arguments = _cursor.TryTake(TokenKind.LeftParenthesis) ? ModuleArguments() : [];
        var persistence = name.Schema == TemporarySchema ? Persistence.Temporary : Persistence.Permanent;
        var table = new CreateTable(name) { IfNotExists = ifNotExists, Persistence = persistence, Module = module, Options = [.. arguments] };
        return MadeTable("CreateVirtualTableStmt", table);
    }

    // Any tokens: the module reads them.
    private List<string> ModuleArguments()
    {
        var arguments = new List<string>();
        var start = Current.Start;
        var end = start;
        var open = 1;

        while (!_cursor.At(TokenKind.End) && !_cursor.At(TokenKind.Illegal))
        {
            open += Current.Kind switch { TokenKind.LeftParenthesis => 1, TokenKind.RightParenthesis => -1, _ => 0 };

            if (open == 0 || (open == 1 && _cursor.At(TokenKind.Comma)))
            {
                arguments.Add(end > start ? _cursor.Text[start..end] : "");
                start = _cursor.Next.Start;

                if (open == 0)
                {
                    break;
                }
            }

            end = Math.Max(Current.End, start);
            _cursor.Advance();
        }

        CloseParenthesis();
        return arguments is [""] ? [] : arguments;
    }
}
