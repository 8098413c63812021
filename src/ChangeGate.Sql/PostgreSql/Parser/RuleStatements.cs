using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>CREATE RULE. Its commands are stored, not run.</summary>
internal static class RuleStatements
{
    /// <summary>Behind CREATE [OR REPLACE].</summary>
    public static void ReadCreate(StatementParser parser)
    {
        parser.Expect(Keyword.Rule);
        var name = parser.ReadName();
        parser.Expect(Keyword.As);
        parser.Expect(Keyword.On);

        if (parser.Keyword is not (Keyword.Select or Keyword.Insert or Keyword.Update or Keyword.Delete))
        {
            parser.Fail("expected an event of the rule");
        }

        parser.Advance();
        parser.Expect(Keyword.To);
        var table = parser.ReadQualifiedName();

        if (parser.Accept(Keyword.Where))
        {
            parser.ReadExpression();
        }

        parser.Expect(Keyword.Do);

        if (!parser.Accept(Keyword.Instead))
        {
            parser.Accept(Keyword.Also);
        }

        ReadActions(parser);
        parser.Uses.Clear();
        OtherCreateStatements.Add(parser, "RuleStmt", OtherObjects.Named(new ObjectName(table.Schema, name), "rule"));
    }

    /// <summary>Behind ALTER: a rule can only be renamed.</summary>
    public static void ReadAlter(StatementParser parser)
    {
        parser.Draft.Kind = "RenameStmt";
        parser.Expect(Keyword.Rule);
        var name = parser.ReadName();
        parser.Expect(Keyword.On);
        var table = parser.ReadQualifiedName();
        parser.Expect(Keyword.Rename);
        parser.Expect(Keyword.To);
        parser.ReadName();
        parser.Draft.Add(new ChangeOther("alter", OtherObjects.Named(new ObjectName(table.Schema, name), "rule")));
    }

    private static void ReadActions(StatementParser parser)
    {
        if (parser.Accept(Keyword.Nothing))
        {
            return;
        }

        if (!parser.Is(TokenKind.LeftParenthesis) || PrimaryReader.StartsQuery(FirstWord(parser)) && !HasSemicolon(parser))
        {
            ReadAction(parser);
            return;
        }

        parser.ExpectLeft();

        while (!parser.AtEnd && !parser.Is(TokenKind.RightParenthesis))
        {
            if (!parser.Accept(TokenKind.Semicolon))
            {
                ReadAction(parser);

                if (!parser.Is(TokenKind.RightParenthesis))
                {
                    parser.Expect(TokenKind.Semicolon, ";");
                }
            }
        }

        parser.ExpectRight();
    }

    private static void ReadAction(StatementParser parser) => parser.ReadInner(static inner =>
    {
        if (inner.Is(Keyword.Notify))
        {
            StatementReader.Read(inner);
        }
        else
        {
            DataStatements.ReadPreparable(inner);
        }

        inner.Draft.Changes.Clear();
    });

    private static Keyword FirstWord(StatementParser parser)
    {
        var distance = 0;

        while (parser.Ahead(distance).Kind == TokenKind.LeftParenthesis)
        {
            distance++;
        }

        return parser.Ahead(distance).Keyword;
    }

    private static bool HasSemicolon(StatementParser parser)
    {
        for (var position = parser.Position; parser.TokenAt(position).Kind != TokenKind.End; position++)
        {
            if (parser.TokenAt(position).Kind == TokenKind.Semicolon)
            {
                return true;
            }
        }

        return false;
    }
}
