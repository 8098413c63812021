using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Parser;

internal static class IndexStatements
{
    /// <summary>Behind CREATE.</summary>
    public static void ReadCreate(StatementParser parser)
    {
        parser.Draft.Kind = "IndexStmt";
        var unique = parser.Accept(Keyword.Unique);
        parser.Expect(Keyword.Index);
        var concurrent = parser.Accept(Keyword.Concurrently);
        var ifNotExists = parser.AcceptIfNotExists();
        var name = parser.Is(Keyword.On) ? null : parser.ReadName();
        parser.Expect(Keyword.On);
        var only = parser.Is(Keyword.Only);
        var table = FromReader.ReadRelationName(parser);
        var method = TableOptions.ReadMethod(parser) ?? "btree";
        var elements = ReadElements(parser);
        var index = new IndexDefinition { Name = name, Table = table, Elements = elements, Unique = unique, Method = method };
        index = ReadTail(parser, index);
        parser.Draft.SetRelation(table);
        parser.Draft.Unique = unique;
        parser.Draft.Concurrent = concurrent;
        parser.Draft.NeedsAutocommit = concurrent;
        parser.Draft.Add(new CreateIndex(index) { Concurrent = concurrent, IfNotExists = ifNotExists, Only = only });
    }

    /// <summary>The keys of an index, of PARTITION BY or of ON CONFLICT, in parentheses.</summary>
    public static EquatableList<IndexElement> ReadElements(StatementParser parser)
    {
        var elements = new List<IndexElement>();
        parser.ExpectLeft();

        do
        {
            elements.Add(ReadElement(parser));
        }
        while (parser.Accept(TokenKind.Comma));

        parser.ExpectRight();
        return [.. elements];
    }

    public static IndexElement ReadElement(StatementParser parser)
    {
        var element = ReadKey(parser);

        if (parser.Accept(Keyword.Collate))
        {
            element = element with { Collation = parser.ReadQualifiedName().ToString() };
        }

        if (parser.IsName() && !(parser.Is(Keyword.Nulls) && parser.Ahead(1).Keyword is Keyword.First or Keyword.Last))
        {
            element = element with { OperatorClass = parser.ReadQualifiedName().ToString() };
        }

        if (element.OperatorClass is not null && parser.Is(TokenKind.LeftParenthesis))
        {
            TableOptions.ReadParameters(parser);
        }

        if (!parser.Accept(Keyword.Asc))
        {
            element = element with { Descending = parser.Accept(Keyword.Desc) };
        }

        return parser.Accept(Keyword.Nulls)
            ? element with { NullsFirst = parser.ExpectOneOf(Keyword.First, Keyword.Last).Text == "FIRST" }
            : element;
    }

    /// <summary>A column, a call, or an expression in parentheses.</summary>
    public static IndexElement ReadKey(StatementParser parser)
    {
        if (parser.Is(TokenKind.LeftParenthesis))
        {
            return new IndexElement { Expression = ConstraintReader.ReadParenthesizedText(parser) };
        }

        var next = parser.Ahead(1).Kind;

        if (parser.IsName() && next is not (TokenKind.LeftParenthesis or TokenKind.Dot))
        {
            return new IndexElement { Column = parser.ReadName() };
        }

        var start = parser.Position;

        if (parser.ReadPrimary().Kind is not (SyntaxKind.Call or SyntaxKind.Special or SyntaxKind.ValueFunction or SyntaxKind.Cast))
        {
            parser.Fail("expected a column, a call or an expression in parentheses");
        }

        return new IndexElement { Expression = parser.TextFrom(start) };
    }

    private static IndexDefinition ReadTail(StatementParser parser, IndexDefinition index)
    {
        if (parser.Accept(Keyword.Include))
        {
            var included = ReadElements(parser);
            index = index with { Include = [.. included.Select(element => element.Column ?? element.Expression ?? "")] };
        }

        index = index with { NullsNotDistinct = ConstraintReader.ReadNullsNotDistinct(parser) };

        if (parser.Accept(Keyword.With))
        {
            index = index with { Options = [.. TableOptions.ReadParameters(parser)] };
        }

        TableOptions.ReadTablespace(parser);

        if (parser.Accept(Keyword.Where))
        {
            var start = parser.Position;
            parser.ReadExpression();
            index = index with { Where = parser.TextFrom(start) };
        }

        return index;
    }
}
