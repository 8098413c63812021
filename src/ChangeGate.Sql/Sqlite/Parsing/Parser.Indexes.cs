using ChangeGate.Changes;
using ChangeGate.Sql.Sqlite.Lexing;

namespace ChangeGate.Sql.Sqlite.Parsing;

/// <summary>CREATE INDEX (lang_createindex.html), DROP of everything, REINDEX and ANALYZE.</summary>
internal sealed partial class Parser
{
    private const string ExpectedIndex = "expected the name of an index";

    private Statement CreateIndex()
    {
        var unique = _cursor.TryTake(Keyword.Unique);
        _cursor.Take(Keyword.Index);
        var ifNotExists = IfNotExists();
        var name = Normalize(WrittenName(ExpectedIndex));
        _cursor.Take(Keyword.On);
        var table = Name(ExpectedTable);
        _cursor.Take(TokenKind.LeftParenthesis, "expected columns in parentheses");
        var elements = IndexElements();
        CloseParenthesis();
        var where = WhereText();

        // An index lives in the schema of its table; the schema is written with the index.
        var schema = name.Schema ?? (_temporaryNames.Contains(table) ? TemporarySchema : null);
        var index = new IndexDefinition { Name = name.Name, Table = new ObjectName(schema, table), Elements = [.. elements], Unique = unique, Where = where };
        return Made("CreateIndexStmt", new CreateIndex(index) { IfNotExists = ifNotExists }) with { Relation = index.Table.ToString(), Unique = unique };
    }

    private string? WhereText()
    {
        if (!_cursor.TryTake(Keyword.Where))
        {
            return null;
        }

        var start = Current.Start;
        Expression();
        return _cursor.SliceFrom(start);
    }

    private List<IndexElement> IndexElements()
    {
        var elements = new List<IndexElement>();

        do
        {
            elements.Add(IndexElement());
        }
        while (_cursor.TryTake(TokenKind.Comma));

        return elements;
    }

    private IndexElement IndexElement()
    {
        var start = Current.Start;
        var bare = IsName(Current) ? Current.NameOf(_cursor.Text) : null;
        var isBare = bare is not null && !IsOperandKeyword(Current.Keyword) && (_cursor.Next.Kind is TokenKind.Comma or TokenKind.RightParenthesis
            || _cursor.Next.Keyword is Keyword.Collate or Keyword.Asc or Keyword.Desc or Keyword.Autoincrement);

        if (isBare)
        {
            _cursor.Advance();
        }
        else
        {
            Expression(Strength.Weakest);
        }

        var text = _cursor.SliceFrom(start);
        var collation = isBare && _cursor.TryTake(Keyword.Collate) ? Name("expected the name of a collation") : null;
        var descending = SortOrder();
        return new IndexElement { Column = isBare ? bare : null, Expression = isBare ? null : text, Collation = collation, Descending = descending };
    }

    private static bool IsOperandKeyword(Keyword keyword) =>
        keyword is Keyword.Cast or Keyword.Raise or Keyword.Current_Date or Keyword.Current_Time or Keyword.Current_Timestamp;

    private Statement Drop()
    {
        _cursor.Advance();
        var kind = Current.Keyword;

        if (kind is not (Keyword.Table or Keyword.View or Keyword.Index or Keyword.Trigger))
        {
            _cursor.Fail("expected TABLE, VIEW, INDEX or TRIGGER");
            return Made("");
        }

        _cursor.Advance();
        var ifExists = IfExists();
        var name = kind is Keyword.Table or Keyword.View ? QualifiedName(ExpectedTable) : Normalize(WrittenName("expected a name"));

        Change change = kind switch
        {
            Keyword.Table => new DropTable(name) { IfExists = ifExists },
            Keyword.View => new DropView(name) { IfExists = ifExists },
            Keyword.Index => new DropIndex(name) { IfExists = ifExists },
            _ => new DropTrigger(null, name.Name) { IfExists = ifExists },
        };

        return Made("DropStmt", change) with { Relation = name.ToString() };
    }
}
