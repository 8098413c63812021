using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>DROP of what the schema does not look into.</summary>
internal static class OtherDropStatements
{
    /// <summary>Behind DROP.</summary>
    public static void Read(StatementParser parser)
    {
        switch (parser.Keyword)
        {
            case Keyword.User when parser.Ahead(1).Keyword == Keyword.Mapping:
                ForeignStatements.ReadMapping(parser, "drop");
                break;
            case Keyword.Role or Keyword.User or Keyword.Group:
                RoleStatements.ReadDrop(parser);
                break;
            case Keyword.Database or Keyword.Tablespace:
                ServerStatements.ReadDrop(parser);
                break;
            case Keyword.Owned:
                ReadOwned(parser);
                break;
            case Keyword.Operator:
                ReadOperators(parser);
                break;
            case Keyword.Cast or Keyword.Transform:
                ReadCastOrTransform(parser);
                break;
            case Keyword.Subscription:
                parser.Draft.Kind = "DropSubscriptionStmt";
                parser.Draft.NeedsAutocommit = true;
                parser.Advance();
                ReadNamed(parser, "subscription");
                break;
            default:
                if (OtherObjects.ReadKind(parser) is not { } kind)
                {
                    parser.Fail("expected what to drop");
                    break;
                }

                ReadNamed(parser, kind);
                break;
        }
    }

    /// <summary>REASSIGN OWNED</summary>
    public static void ReadReassign(StatementParser parser)
    {
        parser.Draft.Kind = "ReassignOwnedStmt";
        parser.Expect(Keyword.Reassign);
        parser.Expect(Keyword.Owned);
        parser.Expect(Keyword.By);
        var roles = parser.ReadRoles();
        parser.Expect(Keyword.To);
        parser.Draft.Add(new ChangeOwned([.. roles], false) { To = parser.ReadRole() });
    }

    private static void ReadNamed(StatementParser parser, string kind) =>
        DropStatements.ReadList(parser, (name, _) => new ChangeOther("drop", OtherObjects.Named(name, kind)));

    private static void ReadOwned(StatementParser parser)
    {
        parser.Draft.Kind = "DropOwnedStmt";
        parser.Advance();
        parser.Expect(Keyword.By);
        var roles = parser.ReadRoles();
        parser.Draft.Add(new ChangeOwned([.. roles], true) { Cascade = parser.AcceptCascade() });
    }

    private static void ReadCastOrTransform(StatementParser parser)
    {
        var isCast = parser.Is(Keyword.Cast);
        parser.Advance();
        parser.AcceptIfExists();
        var thing = isCast ? OtherObjects.ReadCast(parser) : OtherObjects.ReadTransform(parser);
        parser.AcceptCascade();
        parser.Draft.Add(new ChangeOther("drop", thing));
    }

    private static void ReadOperators(StatementParser parser)
    {
        parser.Advance();
        var isClass = parser.Is(Keyword.Class);

        if (isClass || parser.Is(Keyword.Family))
        {
            parser.Advance();
            parser.AcceptIfExists();
            var name = parser.ReadQualifiedName();
            parser.Expect(Keyword.Using);
            parser.ReadName();
            parser.AcceptCascade();
            parser.Draft.Add(new ChangeOther("drop", OtherObjects.Named(name, isClass ? "operator class" : "operator family")));
            return;
        }

        parser.AcceptIfExists();

        do
        {
            parser.Draft.Add(new ChangeOther("drop", OtherObjects.ReadOperator(parser)));
        }
        while (parser.Accept(TokenKind.Comma));

        parser.AcceptCascade();
    }
}
