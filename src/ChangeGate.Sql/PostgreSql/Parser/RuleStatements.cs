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

        var happening = Keywords.TextOf(parser.Keyword).ToUpperInvariant();
        parser.Advance();
        parser.Expect(Keyword.To);
        var table = parser.ReadQualifiedName();

        var conditional = parser.Accept(Keyword.Where);

        if (conditional)
        {
            parser.ReadExpression();
        }

        parser.Expect(Keyword.Do);
        var instead = parser.Accept(Keyword.Instead);

        if (!instead)
        {
            parser.Accept(Keyword.Also);
        }

        var actions = new List<Change>();
        ReadActions(parser, actions);
        parser.Uses.Clear();
        parser.Draft.Kind = "RuleStmt";
        parser.Draft.Add(new ChangeOther("create", OtherObjects.Named(new ObjectName(table.Schema, name), "rule"))
        {
            On = table,
            Rule = new RewriteRule(happening, instead) { Conditional = conditional, Actions = [.. actions] },
        });
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
        parser.Draft.Add(new ChangeOther("alter", OtherObjects.Named(new ObjectName(table.Schema, name), "rule")) { On = table });
    }

    private static void ReadActions(StatementParser parser, List<Change> actions)
    {
        if (parser.Accept(Keyword.Nothing))
        {
            return;
        }

        if (!parser.Is(TokenKind.LeftParenthesis) || PrimaryReader.StartsQuery(FirstWord(parser)) && !HasSemicolon(parser))
        {
            ReadAction(parser, actions);
            return;
        }

        parser.ExpectLeft();

        while (!parser.AtEnd && !parser.Is(TokenKind.RightParenthesis))
        {
            if (!parser.Accept(TokenKind.Semicolon))
            {
                ReadAction(parser, actions);

                if (!parser.Is(TokenKind.RightParenthesis))
                {
                    parser.Expect(TokenKind.Semicolon, ";");
                }
            }
        }

        parser.ExpectRight();
    }

    private static void ReadAction(StatementParser parser, List<Change> actions) => parser.ReadInner(inner =>
    {
        inner.Uses.Clear();

        if (inner.Is(Keyword.Notify))
        {
            StatementReader.Read(inner);
        }
        else
        {
            var (_, query) = DataStatements.ReadPreparable(inner);
            DataStatements.AddUses(inner, query);
            actions.AddRange(inner.Draft.Changes);
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
