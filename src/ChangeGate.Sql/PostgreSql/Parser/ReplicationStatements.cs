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
            parser.Draft.Kind = "CreatePublicationStmt";
            var created = new ChangeOther("create", Publication(parser));
            parser.Draft.Add(parser.Accept(Keyword.For) ? ReadPublished(parser, created) : created);

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
        var altered = new ChangeOther("alter", publication);

        if (parser.Accept(Keyword.Set) && parser.Is(TokenKind.LeftParenthesis))
        {
            TableOptions.ReadParameters(parser);
            parser.Draft.Add(altered);
        }
        else
        {
            var drops = !parser.Accept(Keyword.Add) && parser.Accept(Keyword.Drop);
            var published = ReadPublished(parser, altered);
            parser.Draft.Add(drops ? altered : published);
        }
    }

    // ALL TABLES, or TABLE a (c) WHERE (…), TABLES IN SCHEMA b, …
    private static ChangeOther ReadPublished(StatementParser parser, ChangeOther publication)
    {
        if (parser.Accept(Keyword.All))
        {
            return publication with { AllTables = parser.ExpectOneOf(Keyword.Tables, Keyword.Sequences).Text == "TABLES" };
        }

        var tables = new List<ObjectName>();

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

                if (ReadTable(parser) is { } table)
                {
                    tables.Add(table);
                }
            }
        }
        while (parser.Accept(TokenKind.Comma));

        return publication with { Tables = [.. tables] };
    }

    private static void ReadSchema(StatementParser parser)
    {
        if (!parser.Accept(Keyword.CurrentSchema))
        {
            parser.ReadName();
        }
    }

    // null for CURRENT_SCHEMA.
    private static ObjectName? ReadTable(StatementParser parser)
    {
        if (parser.Accept(Keyword.CurrentSchema))
        {
            return null;
        }

        var table = FromReader.ReadRelationName(parser);
        parser.ReadOptionalColumnList();

        if (parser.Accept(Keyword.Where))
        {
            ConstraintReader.ReadParenthesizedText(parser);
        }

        return table;
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
