using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Parser.Outlines;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>CREATE TABLE, in its own form and AS a query.</summary>
internal static class TableStatements
{
    /// <summary>Behind CREATE and the words of persistence.</summary>
    public static void ReadCreate(StatementParser parser, Persistence persistence)
    {
        parser.Expect(Keyword.Table);
        var ifNotExists = parser.AcceptIfNotExists();
        var table = new CreateTable(parser.ReadQualifiedName()) { IfNotExists = ifNotExists, Persistence = persistence };

        if (IsQueryForm(parser))
        {
            ReadAs(parser, table);
            return;
        }

        parser.Draft.Kind = "CreateStmt";
        parser.Draft.SetRelation(table.Table);
        table = ReadBody(parser, table);
        table = ReadTail(parser, table);
        parser.Draft.Columns = [.. table.Columns.Select(column => column.Name)];
        parser.Draft.Add(table);
    }

    /// <summary>CREATE FOREIGN TABLE: a table whose rows live elsewhere.</summary>
    public static void ReadCreateForeign(StatementParser parser)
    {
        parser.Expect(Keyword.Table);
        var ifNotExists = parser.AcceptIfNotExists();
        var table = new CreateTable(parser.ReadQualifiedName()) { IfNotExists = ifNotExists };
        parser.Draft.Kind = "CreateForeignTableStmt";
        table = ReadInherits(parser, ReadBody(parser, table));
        parser.Expect(Keyword.Server);
        parser.ReadName();
        TableOptions.ReadForeignOptions(parser);
        parser.Draft.Add(table with { Options = ["FOREIGN"] });
    }

    /// <summary>What a partition holds: FOR VALUES … or DEFAULT, as written.</summary>
    public static string ReadBound(StatementParser parser)
    {
        var start = parser.Position;

        if (parser.Accept(Keyword.Default))
        {
            return "DEFAULT";
        }

        parser.Expect(Keyword.For);
        parser.Expect(Keyword.Values);

        if (parser.Accept(Keyword.In))
        {
            ReadBoundValues(parser);
        }
        else if (parser.Accept(Keyword.With))
        {
            ReadModulus(parser);
        }
        else
        {
            parser.Expect(Keyword.From);
            ReadBoundValues(parser);
            parser.Expect(Keyword.To);
            ReadBoundValues(parser);
        }

        return parser.TextFrom(start);
    }

    private static void ReadBoundValues(StatementParser parser)
    {
        parser.ExpectLeft();
        parser.ReadExpressions();
        parser.ExpectRight();
    }

    private static void ReadModulus(StatementParser parser)
    {
        parser.ExpectLeft();

        do
        {
            parser.ReadName();
            SequenceOptions.ReadNumber(parser);
        }
        while (parser.Accept(TokenKind.Comma));

        parser.ExpectRight();
    }

    // A list of bare names belongs to CREATE TABLE … AS: a column of the other form has a type.
    private static bool IsQueryForm(StatementParser parser)
    {
        if (!parser.Is(TokenKind.LeftParenthesis))
        {
            return parser.Keyword is not (Keyword.Of or Keyword.Partition);
        }

        return NameReader.IsNameToken(parser.Ahead(1)) && parser.Ahead(2).Kind is TokenKind.Comma or TokenKind.RightParenthesis;
    }

    private static void ReadAs(StatementParser parser, CreateTable table)
    {
        parser.Draft.Kind = "CreateTableAsStmt";
        var names = parser.ReadOptionalColumnList();
        TableOptions.ReadMethod(parser);
        var options = TableOptions.ReadOptionalWith(parser);
        var onCommit = TableOptions.ReadTail(parser);
        parser.Expect(Keyword.As);
        var start = parser.Position;
        SyntaxNode? made = null;

        if (parser.Is(Keyword.Execute))
        {
            SessionStatements.ReadExecuteTail(parser);
        }
        else
        {
            made = parser.ReadQuery();
        }

        var query = parser.TextFrom(start);
        var isEmpty = ReadWithData(parser);
        var columns = names.Select(name => new ColumnDefinition { Name = name, Type = DataType.Simple("") });
        parser.Draft.Add(table with
        {
            OnCommit = onCommit,
            Query = query,
            Outline = made is null ? null : QueryOutlineReader.Read(made, parser),
            CopyOf = isEmpty || made is null ? null : CopyReader.Read(made, parser),
            Columns = [.. columns],
            Options = [.. options],
        });
        DataStatements.AddUses(parser, null);
    }

    /// <summary>WITH NO DATA (true), WITH DATA or nothing.</summary>
    public static bool ReadWithData(StatementParser parser)
    {
        if (!parser.Accept(Keyword.With))
        {
            return false;
        }

        var none = parser.Accept(Keyword.No);
        parser.Expect(Keyword.Data);
        return none;
    }

    private static CreateTable ReadBody(StatementParser parser, CreateTable table)
    {
        if (parser.Accept(Keyword.Of))
        {
            var type = parser.ReadQualifiedName();
            return ReadElements(parser, table, typed: true) with { OfType = type };
        }

        if (parser.Accept(Keyword.Partition))
        {
            parser.Expect(Keyword.Of);
            var parent = parser.ReadQualifiedName();
            table = ReadElements(parser, table, typed: true);
            return table with { PartitionOf = parent, PartitionBound = ReadBound(parser) };
        }

        return ReadElements(parser, table, typed: false);
    }

    private static CreateTable ReadElements(StatementParser parser, CreateTable table, bool typed)
    {
        if (!parser.Is(TokenKind.LeftParenthesis) && typed)
        {
            return table;
        }

        parser.ExpectLeft();

        if (!typed && parser.Accept(TokenKind.RightParenthesis))
        {
            return table;
        }

        var columns = new List<ColumnDefinition>();
        var constraints = new List<ConstraintDefinition>();
        var like = new List<ColumnsOf>();

        do
        {
            if (ConstraintReader.IsNext(parser))
            {
                constraints.Add(ConstraintReader.Read(parser));
            }
            else if (parser.Accept(Keyword.Like))
            {
                like.Add(ReadLike(parser) with { Place = columns.Count });
            }
            else
            {
                var column = typed ? ColumnReader.ReadTyped(parser) : ColumnReader.Read(parser);
                columns.Add(column.Column);
                constraints.AddRange(column.Constraints);
            }
        }
        while (parser.Accept(TokenKind.Comma));

        parser.ExpectRight();
        MarkKeyColumns(columns, constraints);
        return table with { Columns = [.. columns], Constraints = [.. constraints], Like = [.. like] };
    }

    // The columns of a primary key are NOT NULL, wherever it is written.
    private static void MarkKeyColumns(List<ColumnDefinition> columns, List<ConstraintDefinition> constraints)
    {
        foreach (var constraint in constraints)
        {
            if (constraint.Kind is not (ConstraintKind.PrimaryKey or ConstraintKind.NotNull))
            {
                continue;
            }

            for (var index = 0; index < columns.Count; index++)
            {
                if (!columns[index].NotNull && constraint.Columns.Contains(columns[index].Name))
                {
                    columns[index] = columns[index] with { NotNull = true };
                }
            }
        }
    }

    private static ColumnsOf ReadLike(StatementParser parser)
    {
        var source = parser.ReadQualifiedName();
        var included = new HashSet<string>(StringComparer.Ordinal);

        while (parser.Keyword is Keyword.Including or Keyword.Excluding)
        {
            var includes = parser.Is(Keyword.Including);
            parser.Advance();

            if (parser.Keyword is not (Keyword.Comments or Keyword.Compression or Keyword.Constraints or Keyword.Defaults or Keyword.Identity
                or Keyword.Generated or Keyword.Indexes or Keyword.Statistics or Keyword.Storage or Keyword.All))
            {
                parser.Fail("expected what LIKE includes");
                break;
            }

            var what = parser.TakeIdentifier().ToLowerInvariant();
            IEnumerable<string> meant = what == "all" ? ColumnsOf.All : [what];

            if (includes)
            {
                included.UnionWith(meant);
            }
            else
            {
                included.ExceptWith(meant);
            }
        }

        return new ColumnsOf(source, [.. included.Order(StringComparer.Ordinal)]);
    }

    private static CreateTable ReadInherits(StatementParser parser, CreateTable table)
    {
        if (!parser.Accept(Keyword.Inherits))
        {
            return table;
        }

        parser.ExpectLeft();
        var parents = parser.ReadQualifiedNames();
        parser.ExpectRight();
        return table with { Inherits = [.. parents] };
    }

    private static CreateTable ReadTail(StatementParser parser, CreateTable table)
    {
        table = ReadInherits(parser, table);

        if (parser.Accept(Keyword.Partition))
        {
            parser.Expect(Keyword.By);
            table = table with { PartitionBy = ReadPartitioning(parser) };
        }

        TableOptions.ReadMethod(parser);
        table = table with { Options = [.. TableOptions.ReadOptionalWith(parser)] };
        return table with { OnCommit = TableOptions.ReadTail(parser) };
    }

    private static string ReadPartitioning(StatementParser parser)
    {
        var start = parser.Position;

        if (parser.ReadName() is not ("range" or "list" or "hash"))
        {
            parser.Fail("expected RANGE, LIST or HASH");
        }

        IndexStatements.ReadElements(parser);
        return parser.TextFrom(start);
    }
}
