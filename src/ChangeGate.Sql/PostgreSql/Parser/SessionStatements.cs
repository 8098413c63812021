using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Prepared statements, cursors, notifications, EXPLAIN and CALL.</summary>
internal static class SessionStatements
{
    public static void ReadExplain(StatementParser parser)
    {
        parser.Expect(Keyword.Explain);
        bool runs;

        if (parser.Is(TokenKind.LeftParenthesis) && !PrimaryReader.StartsQuery(FirstWord(parser)))
        {
            runs = OptionLists.Read(parser).Exists(option => option.Name is "ANALYZE" or "ANALYSE" && OptionLists.IsOn(option.Value));
        }
        else
        {
            runs = parser.Accept(Keyword.Analyze) || parser.Accept(Keyword.Analyse);
            parser.Accept(Keyword.Verbose);
        }

        parser.ReadInner(ReadExplained);
        parser.Draft.Kind = "ExplainStmt";

        if (!runs)
        {
            // Only planned: what it would do is not done.
            parser.Draft.Changes.Clear();
            parser.Uses.Clear();
            parser.Draft.Add(new ReadRows());
        }
    }

    public static void ReadPrepare(StatementParser parser)
    {
        parser.Expect(Keyword.Prepare);
        parser.ReadName();

        if (parser.Accept(TokenKind.LeftParenthesis))
        {
            do
            {
                parser.ReadType();
            }
            while (parser.Accept(TokenKind.Comma));

            parser.ExpectRight();
        }

        parser.Expect(Keyword.As);

        // What is prepared may run at any time after: its changes are kept as uncertain.
        parser.ReadInner(DataStatements.Read);
        parser.Draft.Kind = "PrepareStmt";

        for (var index = 0; index < parser.Draft.Changes.Count; index++)
        {
            parser.Draft.Changes[index] = parser.Draft.Changes[index] with { Certain = false };
        }
    }

    public static void ReadExecute(StatementParser parser)
    {
        ReadExecuteTail(parser);
        parser.Draft.Kind = "ExecuteStmt";
        DataStatements.AddUses(parser, null);

        if (parser.Draft.Changes.Count == 0)
        {
            parser.Draft.Add(new ReadRows());
        }
    }

    /// <summary>EXECUTE name [(…)] of a prepared statement.</summary>
    public static void ReadExecuteTail(StatementParser parser)
    {
        parser.Expect(Keyword.Execute);
        parser.ReadName();

        if (parser.Accept(TokenKind.LeftParenthesis))
        {
            parser.ReadExpressions();
            parser.ExpectRight();
        }
    }

    public static void ReadDeallocate(StatementParser parser)
    {
        parser.Expect(Keyword.Deallocate);
        parser.Draft.Kind = "DeallocateStmt";

        // PREPARE is a noise word, unless it is the name.
        if (parser.Ahead(1).Kind != TokenKind.End)
        {
            parser.Accept(Keyword.Prepare);
        }

        if (!parser.Accept(Keyword.All))
        {
            parser.ReadName();
        }

        parser.Draft.Add(new ReadRows());
    }

    public static void ReadCall(StatementParser parser)
    {
        parser.Expect(Keyword.Call);
        parser.Draft.Kind = "CallStmt";
        var start = parser.Position;
        var procedure = parser.ReadFunctionName();
        var call = parser.ReadCall(procedure, start);
        parser.Uses.ForgetLastCall();
        DataStatements.AddUses(parser, null);
        parser.Draft.Add(new CallProcedure(procedure) { Arguments = call.Children[0].Children.Length });
    }

    public static void ReadDeclare(StatementParser parser)
    {
        parser.Expect(Keyword.Declare);
        parser.ReadName();

        while (parser.Keyword is Keyword.Binary or Keyword.Asensitive or Keyword.Insensitive or Keyword.Scroll or Keyword.No)
        {
            if (parser.Accept(Keyword.No))
            {
                parser.Expect(Keyword.Scroll);
            }
            else
            {
                parser.Advance();
            }
        }

        parser.Expect(Keyword.Cursor);

        if (parser.Accept(Keyword.With) || parser.Accept(Keyword.Without))
        {
            parser.Expect(Keyword.Hold);
        }

        parser.Expect(Keyword.For);
        DataStatements.Read(parser);
        parser.Draft.Kind = "DeclareCursorStmt";
    }

    /// <summary>FETCH and MOVE.</summary>
    public static void ReadFetch(StatementParser parser)
    {
        parser.Advance();
        parser.Draft.Kind = "FetchStmt";

        if (parser.Keyword is Keyword.Next or Keyword.Prior or Keyword.First or Keyword.Last or Keyword.Forward or Keyword.Backward && !EndsBehind(parser, 1))
        {
            parser.Advance();
        }
        else if (parser.Keyword is Keyword.Absolute or Keyword.Relative && parser.Ahead(1).Kind is TokenKind.Integer or TokenKind.Minus or TokenKind.Plus)
        {
            parser.Advance();
        }

        if (parser.Kind is TokenKind.Integer or TokenKind.Minus or TokenKind.Plus)
        {
            SequenceOptions.ReadNumber(parser);
        }
        else
        {
            parser.Accept(Keyword.All);
        }

        if (!parser.Accept(Keyword.From))
        {
            parser.Accept(Keyword.In);
        }

        parser.ReadName();
        parser.Draft.Add(new ReadRows());
    }

    public static void ReadClose(StatementParser parser)
    {
        parser.Expect(Keyword.Close);
        parser.Draft.Kind = "ClosePortalStmt";

        if (!parser.Accept(Keyword.All))
        {
            parser.ReadName();
        }

        parser.Draft.Add(new ReadRows());
    }

    /// <summary>LISTEN, UNLISTEN, NOTIFY and LOAD.</summary>
    public static void ReadNotification(StatementParser parser)
    {
        var keyword = parser.Keyword;
        parser.Advance();
        parser.Draft.Kind = keyword switch
        {
            Keyword.Listen => "ListenStmt",
            Keyword.Unlisten => "UnlistenStmt",
            Keyword.Notify => "NotifyStmt",
            _ => "LoadStmt",
        };

        if (keyword == Keyword.Load)
        {
            parser.Draft.Add(new ConfigureServer("LOAD " + parser.ReadString()));
            return;
        }

        if (keyword != Keyword.Unlisten || !parser.Accept(TokenKind.Star))
        {
            parser.ReadName();
        }

        if (keyword == Keyword.Notify && parser.Accept(TokenKind.Comma))
        {
            parser.ReadString();
        }

        parser.Draft.Add(new ReadRows());
    }

    private static bool EndsBehind(StatementParser parser, int distance) => parser.Ahead(distance).Kind == TokenKind.End;

    private static Keyword FirstWord(StatementParser parser)
    {
        var distance = 0;

        while (parser.Ahead(distance).Kind == TokenKind.LeftParenthesis)
        {
            distance++;
        }

        return parser.Ahead(distance).Keyword;
    }

    private static void ReadExplained(StatementParser parser)
    {
        switch (parser.Keyword)
        {
            case Keyword.Create:
                CreateStatements.Read(parser);
                break;
            case Keyword.Refresh:
                ViewStatements.ReadRefresh(parser);
                break;
            case Keyword.Declare:
                ReadDeclare(parser);
                break;
            case Keyword.Execute:
                ReadExecute(parser);
                break;
            default:
                DataStatements.Read(parser);
                break;
        }
    }
}
