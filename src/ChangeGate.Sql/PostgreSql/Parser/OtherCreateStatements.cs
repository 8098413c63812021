using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>CREATE of what the schema does not look into.</summary>
internal static class OtherCreateStatements
{
    /// <summary>Behind CREATE [OR REPLACE].</summary>
    public static void Read(StatementParser parser)
    {
        switch (parser.Keyword)
        {
            case Keyword.Aggregate:
                ReadAggregate(parser);
                break;
            case Keyword.Operator:
                OperatorStatements.ReadCreate(parser);
                break;
            case Keyword.Collation:
                ReadCollation(parser);
                break;
            case Keyword.Text:
                var kind = OtherObjects.ReadKind(parser);
                Add(parser, "DefineStmt", OtherObjects.Named(parser.ReadQualifiedName(), kind ?? ""));
                TableOptions.ReadParameters(parser);
                break;
            case Keyword.Cast:
                ReadCast(parser);
                break;
            case Keyword.Conversion or Keyword.Default:
                ReadConversion(parser);
                break;
            case Keyword.Transform:
                ReadTransform(parser);
                break;
            case Keyword.Language or Keyword.Trusted or Keyword.Procedural:
                ReadLanguage(parser);
                break;
            case Keyword.Access:
                ReadAccessMethod(parser);
                break;
            case Keyword.Statistics:
                ReadStatistics(parser);
                break;
            case Keyword.Publication or Keyword.Subscription:
                ReplicationStatements.ReadCreate(parser);
                break;
            case Keyword.Server or Keyword.Foreign:
                ForeignStatements.ReadCreate(parser);
                break;
            case Keyword.Tablespace or Keyword.Database:
                ServerStatements.ReadCreate(parser);
                break;
            case Keyword.Rule:
                RuleStatements.ReadCreate(parser);
                break;
            default:
                parser.Fail("expected what to create");
                break;
        }
    }

    public static void Add(StatementParser parser, string kind, ObjectId thing, params IEnumerable<ObjectName> functions)
    {
        parser.Draft.Kind = kind;
        parser.Draft.Add(new ChangeOther("create", thing) { Functions = [.. functions] });
    }

    /// <summary>What parameters of these names say, as names of functions.</summary>
    public static IEnumerable<ObjectName> FunctionsIn(IEnumerable<string> parameters, params IReadOnlyList<string> names) =>
        parameters.Select(static parameter => parameter.Split('=', 2))
            .Where(parts => parts.Length == 2 && names.Contains(parts[0], StringComparer.OrdinalIgnoreCase))
            .Select(static parts => NameText.Parse(parts[1])).OfType<ObjectName>();

    private static void ReadAggregate(StatementParser parser)
    {
        parser.Advance();
        var name = parser.ReadFunctionName();

        // Before 8.2 the type of the argument was one of the options.
        if (parser.Ahead(2).Kind != TokenKind.Equal)
        {
            FunctionSignatures.ReadArguments(parser);
        }

        var functions = FunctionsIn(TableOptions.ReadParameters(parser), "sfunc", "sfunc1", "finalfunc", "msfunc", "minvfunc", "mfinalfunc", "combinefunc");
        Add(parser, "DefineStmt", OtherObjects.Named(name, "aggregate"), functions);
    }

    private static void ReadCollation(StatementParser parser)
    {
        parser.Advance();
        parser.AcceptIfNotExists();
        Add(parser, "DefineStmt", OtherObjects.Named(parser.ReadQualifiedName(), "collation"));

        if (parser.Accept(Keyword.From))
        {
            parser.ReadQualifiedName();
        }
        else
        {
            TableOptions.ReadParameters(parser);
        }
    }

    private static void ReadCast(StatementParser parser)
    {
        parser.Advance();
        var cast = OtherObjects.ReadCast(parser);
        ObjectName? function = null;

        if (parser.Accept(Keyword.Without))
        {
            parser.Expect(Keyword.Function);
        }
        else
        {
            parser.Expect(Keyword.With);

            if (!parser.Accept(Keyword.Inout))
            {
                parser.Expect(Keyword.Function);
                function = FunctionSignatures.Read(parser).Name;
            }
        }

        Add(parser, "CreateCastStmt", cast, function is null ? [] : [function]);

        if (parser.Accept(Keyword.As))
        {
            parser.ExpectOneOf(Keyword.Implicit, Keyword.Assignment);
        }
    }

    private static void ReadConversion(StatementParser parser)
    {
        parser.Accept(Keyword.Default);
        parser.Expect(Keyword.Conversion);
        Add(parser, "CreateConversionStmt", OtherObjects.Named(parser.ReadQualifiedName(), "conversion"));
        parser.Expect(Keyword.For);
        parser.ReadString();
        parser.Expect(Keyword.To);
        parser.ReadString();
        parser.Expect(Keyword.From);
        parser.ReadQualifiedName();
    }

    private static void ReadTransform(StatementParser parser)
    {
        parser.Advance();
        Add(parser, "CreateTransformStmt", OtherObjects.ReadTransform(parser));
        parser.ExpectLeft();

        do
        {
            parser.ExpectOneOf(Keyword.From, Keyword.To);
            parser.Expect(Keyword.Sql);
            parser.Expect(Keyword.With);
            parser.Expect(Keyword.Function);
            FunctionSignatures.Read(parser);
        }
        while (parser.Accept(TokenKind.Comma));

        parser.ExpectRight();
    }

    // Without a handler it is CREATE EXTENSION under its old name.
    private static void ReadLanguage(StatementParser parser)
    {
        OtherObjects.ReadKind(parser);
        var name = parser.ReadNonReservedWord();

        if (!parser.Accept(Keyword.Handler))
        {
            parser.Draft.Kind = "CreateExtensionStmt";
            parser.Draft.Add(new CreateExtension(name) { IfNotExists = parser.TokenAt(parser.StatementStart + 1).Keyword == Keyword.Or });
            return;
        }

        parser.ReadQualifiedName();

        if (parser.Accept(Keyword.Inline))
        {
            parser.ReadQualifiedName();
        }

        if (parser.Accept(Keyword.Validator))
        {
            parser.ReadQualifiedName();
        }
        else if (parser.Accept(Keyword.No))
        {
            parser.Expect(Keyword.Validator);
        }

        Add(parser, "CreatePLangStmt", OtherObjects.Named(new ObjectName(null, name), "language"));
    }

    private static void ReadAccessMethod(StatementParser parser)
    {
        parser.Advance();
        parser.Expect(Keyword.Method);
        Add(parser, "CreateAmStmt", OtherObjects.Named(new ObjectName(null, parser.ReadName()), "access method"));
        parser.Expect(Keyword.Type);
        parser.ExpectOneOf(Keyword.Index, Keyword.Table);
        parser.Expect(Keyword.Handler);
        parser.ReadQualifiedName();
    }

    private static void ReadStatistics(StatementParser parser)
    {
        parser.Advance();
        parser.AcceptIfNotExists();
        var name = parser.Is(Keyword.On) || parser.Is(TokenKind.LeftParenthesis) ? new ObjectName(null, "") : parser.ReadQualifiedName();
        parser.ReadOptionalColumnList();
        parser.Expect(Keyword.On);

        do
        {
            IndexStatements.ReadKey(parser);
        }
        while (parser.Accept(TokenKind.Comma));

        parser.Expect(Keyword.From);
        FromReader.ReadItems(parser);
        Add(parser, "CreateStatsStmt", OtherObjects.Named(name, "statistics"));
    }
}
