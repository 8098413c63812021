using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Publications and subscriptions.</summary>
internal static class ReplicationStatements
{
    /// <summary>Behind CREATE.</summary>
    public static void ReadCreate(StatementParser parser)
    {
        if (parser.Accept(Keyword.Publication))
        {
            OtherCreateStatements.Add(parser, "CreatePublicationStmt", Publication(parser));

            if (parser.Accept(Keyword.For))
            {
                ReadPublished(parser);
            }

            ReadOptionalWith(parser);
            return;
        }

        parser.Expect(Keyword.Subscription);
        OtherCreateStatements.Add(parser, "CreateSubscriptionStmt", Subscription(parser));
        parser.Draft.NeedsAutocommit = true;
        parser.Expect(Keyword.Connection);
        parser.ReadString();
        parser.Expect(Keyword.Publication);
        parser.ReadNames();
        ReadOptionalWith(parser);
    }

    /// <summary>Behind ALTER.</summary>
    public static void ReadAlter(StatementParser parser)
    {
        if (parser.Accept(Keyword.Publication))
        {
            ReadAlterPublication(parser, Publication(parser));
        }
        else
        {
            parser.Expect(Keyword.Subscription);
            ReadAlterSubscription(parser, Subscription(parser));
        }
    }

    private static ObjectId Publication(StatementParser parser) => OtherObjects.Named(new ObjectName(null, parser.ReadName()), "publication");

    private static ObjectId Subscription(StatementParser parser) => OtherObjects.Named(new ObjectName(null, parser.ReadName()), "subscription");

    private static void ReadOptionalWith(StatementParser parser)
    {
        if (parser.Accept(Keyword.With))
        {
            TableOptions.ReadParameters(parser);
        }
    }

    private static void ReadAlterPublication(StatementParser parser, ObjectId publication)
    {
        if (OwnershipStatements.TryRead(parser, publication))
        {
            return;
        }

        parser.Draft.Kind = "AlterPublicationStmt";
        parser.Draft.Add(new ChangeOther("alter", publication));

        if (parser.Accept(Keyword.Set) && parser.Is(TokenKind.LeftParenthesis))
        {
            TableOptions.ReadParameters(parser);
        }
        else
        {
            if (!parser.Accept(Keyword.Add))
            {
                parser.Accept(Keyword.Drop);
            }

            ReadPublished(parser);
        }
    }

    // ALL TABLES, or TABLE a (c) WHERE (…), TABLES IN SCHEMA b, …
    private static void ReadPublished(StatementParser parser)
    {
        if (parser.Accept(Keyword.All))
        {
            parser.ExpectOneOf(Keyword.Tables, Keyword.Sequences);
            return;
        }

        var named = false;

        do
        {
            if (parser.Accept(Keyword.Tables))
            {
                parser.Expect(Keyword.In);
                parser.Expect(Keyword.Schema);
                ReadSchema(parser);
                named = true;
            }
            else
            {
                if (!parser.Accept(Keyword.Table) && !named)
                {
                    parser.Fail("expected TABLE or TABLES IN SCHEMA");
                }

                named = true;
                ReadTable(parser);
            }
        }
        while (parser.Accept(TokenKind.Comma));
    }

    private static void ReadSchema(StatementParser parser)
    {
        if (!parser.Accept(Keyword.CurrentSchema))
        {
            parser.ReadName();
        }
    }

    private static void ReadTable(StatementParser parser)
    {
        if (parser.Accept(Keyword.CurrentSchema))
        {
            return;
        }

        FromReader.ReadRelationName(parser);
        parser.ReadOptionalColumnList();

        if (parser.Accept(Keyword.Where))
        {
            ConstraintReader.ReadParenthesizedText(parser);
        }
    }

    private static void ReadAlterSubscription(StatementParser parser, ObjectId subscription)
    {
        if (OwnershipStatements.TryRead(parser, subscription))
        {
            return;
        }

        parser.Draft.Kind = "AlterSubscriptionStmt";
        parser.Draft.Add(new ChangeOther("alter", subscription));
        var verb = parser.Keyword;
        parser.Advance();

        switch (verb)
        {
            case Keyword.Enable or Keyword.Disable:
                break;
            case Keyword.Connection:
                parser.ReadString();
                break;
            case Keyword.Refresh:
                parser.ExpectOneOf(Keyword.Publication, Keyword.Sequences);
                ReadOptionalWith(parser);
                break;
            case Keyword.Skip:
                TableOptions.ReadParameters(parser);
                break;
            case Keyword.Set when parser.Is(TokenKind.LeftParenthesis):
                TableOptions.ReadParameters(parser);
                break;
            case Keyword.Set or Keyword.Add or Keyword.Drop:
                parser.Expect(Keyword.Publication);
                parser.ReadNames();
                ReadOptionalWith(parser);
                break;
            default:
                parser.Fail("expected a command of ALTER SUBSCRIPTION");
                break;
        }
    }
}
