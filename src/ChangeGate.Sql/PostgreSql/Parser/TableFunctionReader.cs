using System.Text;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Functions in FROM: calls, ROWS FROM, XMLTABLE and JSON_TABLE.</summary>
internal static class TableFunctionReader
{
    /// <summary>null where a relation stands.</summary>
    public static SyntaxNode? TryRead(StatementParser parser)
    {
        var start = parser.Position;

        if (parser.Keyword is Keyword.Xmltable or Keyword.JsonTable && parser.Ahead(1).Kind == TokenKind.LeftParenthesis)
        {
            return parser.Is(Keyword.Xmltable) ? XmlReader.ReadTable(parser) : JsonReader.ReadTable(parser);
        }

        if (parser.Is(Keyword.Rows, Keyword.From))
        {
            return ReadRowsFrom(parser, start);
        }

        if (!IsCall(parser))
        {
            return null;
        }

        var call = parser.ReadPrimary();
        return parser.Accept(Keyword.With, Keyword.Ordinality)
            ? parser.Node(SyntaxKind.Query, start, null, call, SyntaxNode.Words("WITH ORDINALITY", default))
            : call;
    }

    /// <summary>Names, or definitions of columns, in the parentheses of an alias; as text.</summary>
    public static string ReadColumnDefinitions(StatementParser parser)
    {
        var columns = new StringBuilder("(");
        parser.ExpectLeft();

        var typed = parser.Ahead(1).Kind is not (TokenKind.Comma or TokenKind.RightParenthesis);

        do
        {
            columns.Append(columns.Length > 1 ? ", " : "").Append(Quoting.Quote(parser.ReadName()));

            if (typed)
            {
                columns.Append(' ').Append(parser.ReadType());

                if (parser.Accept(Keyword.Collate))
                {
                    columns.Append(" COLLATE ").Append(parser.ReadQualifiedName());
                }
            }
        }
        while (parser.Accept(TokenKind.Comma));

        parser.ExpectRight();
        return columns.Append(')').ToString();
    }

    private static SyntaxNode ReadRowsFrom(StatementParser parser, int start)
    {
        var functions = new List<SyntaxNode>();
        parser.Advance();
        parser.Advance();
        parser.ExpectLeft();

        do
        {
            functions.Add(parser.ReadPrimary());

            if (parser.Accept(Keyword.As))
            {
                functions.Add(SyntaxNode.Words("AS " + ReadColumnDefinitions(parser), default));
            }
        }
        while (parser.Accept(TokenKind.Comma));

        parser.ExpectRight();

        if (parser.Accept(Keyword.With, Keyword.Ordinality))
        {
            functions.Add(SyntaxNode.Words("WITH ORDINALITY", default));
        }

        return parser.Node(SyntaxKind.Special, start, "ROWS FROM", [.. functions]);
    }

    private static bool IsCall(StatementParser parser)
    {
        if (parser.Keyword is Keyword.CurrentDate or Keyword.CurrentTime or Keyword.CurrentTimestamp or Keyword.Localtime or Keyword.Localtimestamp
            or Keyword.CurrentRole or Keyword.CurrentUser or Keyword.SessionUser or Keyword.SystemUser or Keyword.User or Keyword.CurrentCatalog
            or Keyword.Cast or Keyword.CurrentSchema)
        {
            return true;
        }

        var length = 1;

        while (parser.Ahead(length).Kind == TokenKind.Dot)
        {
            length += 2;
        }

        return parser.IsLabel() && parser.Ahead(length).Kind == TokenKind.LeftParenthesis && !Keywords.IsReserved(parser.Keyword);
    }
}
