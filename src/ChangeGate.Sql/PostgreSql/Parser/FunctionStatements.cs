using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>CREATE and ALTER of functions and procedures.</summary>
internal static class FunctionStatements
{
    /// <summary>Behind CREATE [OR REPLACE].</summary>
    public static void ReadCreate(StatementParser parser, bool orReplace)
    {
        parser.Draft.Kind = "CreateFunctionStmt";
        var isProcedure = parser.Is(Keyword.Procedure);
        parser.Advance();
        var name = parser.ReadFunctionName();
        var arguments = FunctionSignatures.ReadArguments(parser);
        var returns = ReadReturns(parser);
        var options = new FunctionOptions();

        while (options.Read(parser))
        {
        }

        var standardBody = ReadBody(parser);

        parser.Draft.Add(new CreateFunction(name)
        {
            Arguments = string.Join(", ", arguments.Types),
            Definition = parser.StatementText,
            Returns = returns ?? arguments.Result,
            Language = options.Language,
            Body = options.Body,
            StandardBody = standardBody,
            OrReplace = orReplace,
            IsProcedure = isProcedure,
            SecurityDefiner = options.SecurityDefiner,
            IsSteady = options.IsSteady,
            SearchPath = options.SearchPath,
        });
    }

    /// <summary>Behind ALTER.</summary>
    public static void ReadAlter(StatementParser parser)
    {
        parser.Advance();
        var (name, arguments) = FunctionSignatures.Read(parser);
        var function = new ObjectId(ObjectKind.Function, name, arguments);

        if (OwnershipStatements.TryRead(parser, function, newName => new RenameFunction(name, arguments, newName)))
        {
            return;
        }

        parser.Draft.Kind = "AlterFunctionStmt";
        var start = parser.Position;
        var options = new FunctionOptions();

        while (options.Read(parser))
        {
        }

        if (parser.Position == start)
        {
            parser.Fail("expected what becomes of the function");
        }

        parser.Accept(Keyword.Restrict);
        parser.Draft.Add(new AlterFunction(name, arguments, parser.TextFrom(start)));
    }

    private static string? ReadReturns(StatementParser parser)
    {
        if (!parser.Is(Keyword.Returns) || parser.Ahead(1).Keyword == Keyword.Null)
        {
            return null;
        }

        parser.Advance();
        var start = parser.Position;

        if (parser.Accept(Keyword.Table))
        {
            TableFunctionReader.ReadColumnDefinitions(parser);
            return parser.TextFrom(start);
        }

        return FunctionSignatures.ReadArgumentType(parser);
    }

    // A body in SQL: RETURN … or BEGIN ATOMIC … END. It does not run here.
    private static string? ReadBody(StatementParser parser)
    {
        string? body = null;

        if (parser.Accept(Keyword.Return))
        {
            var start = parser.Position;
            parser.ReadExpression();
            body = "SELECT " + parser.TextFrom(start);
        }
        else if (parser.Accept(Keyword.Begin))
        {
            parser.Expect(Keyword.Atomic);
            var start = parser.Current.Start;
            ReadAtomic(parser);
            body = parser.Failed ? null : parser.Text[start..Math.Max(start, parser.PreviousEnd - "END".Length)];
        }

        // Nothing of a definition is called or read by defining it.
        parser.Uses.Clear();
        return body;
    }

    private static void ReadAtomic(StatementParser parser)
    {
        while (!parser.AtEnd && !parser.Is(Keyword.End))
        {
            if (parser.Accept(TokenKind.Semicolon))
            {
                continue;
            }

            parser.ReadInner(static inner =>
            {
                if (inner.Accept(Keyword.Return))
                {
                    inner.ReadExpression();
                }
                else
                {
                    StatementReader.Read(inner);
                }

                inner.Draft.Changes.Clear();
            });
            parser.Expect(TokenKind.Semicolon, ";");
        }

        parser.Expect(Keyword.End);
    }
}
