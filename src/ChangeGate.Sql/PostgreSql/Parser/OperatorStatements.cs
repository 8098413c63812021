using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Operators, their classes and families.</summary>
internal static class OperatorStatements
{
    /// <summary>Behind CREATE.</summary>
    public static void ReadCreate(StatementParser parser)
    {
        parser.Expect(Keyword.Operator);

        if (parser.Accept(Keyword.Class))
        {
            ReadCreateClass(parser);
        }
        else if (parser.Accept(Keyword.Family))
        {
            OtherCreateStatements.Add(parser, "CreateOpFamilyStmt", ReadName(parser, "operator family"));
        }
        else
        {
            var name = OtherObjects.Named(new ObjectName(null, parser.ReadOperatorName()), "operator");
            OtherCreateStatements.Add(parser, "DefineStmt", name, OtherCreateStatements.FunctionsIn(TableOptions.ReadParameters(parser), "function", "procedure"));
        }
    }

    /// <summary>Behind ALTER.</summary>
    public static void ReadAlter(StatementParser parser)
    {
        parser.Expect(Keyword.Operator);
        var isFamily = parser.Is(Keyword.Family);

        if (isFamily || parser.Is(Keyword.Class))
        {
            parser.Advance();
            ReadAlterFamily(parser, ReadName(parser, isFamily ? "operator family" : "operator class"), isFamily);
            return;
        }

        var thing = OtherObjects.ReadOperator(parser);

        if (OwnershipStatements.TryRead(parser, thing))
        {
            return;
        }

        parser.Draft.Kind = "AlterOperatorStmt";
        parser.Expect(Keyword.Set);
        TableOptions.ReadParameters(parser);
        parser.Draft.Add(new ChangeOther("alter", thing));
    }

    private static ObjectId ReadName(StatementParser parser, string kind)
    {
        var name = parser.ReadQualifiedName();
        parser.Expect(Keyword.Using);
        parser.ReadName();
        return OtherObjects.Named(name, kind);
    }

    private static void ReadCreateClass(StatementParser parser)
    {
        OtherCreateStatements.Add(parser, "CreateOpClassStmt", OtherObjects.Named(parser.ReadQualifiedName(), "operator class"));
        parser.Accept(Keyword.Default);
        parser.Expect(Keyword.For);
        parser.Expect(Keyword.Type);
        parser.ReadType();
        parser.Expect(Keyword.Using);
        parser.ReadName();

        if (parser.Accept(Keyword.Family))
        {
            parser.ReadQualifiedName();
        }

        parser.Expect(Keyword.As);
        ReadItems(parser);
    }

    private static void ReadAlterFamily(StatementParser parser, ObjectId thing, bool isFamily)
    {
        if (OwnershipStatements.TryRead(parser, thing))
        {
            return;
        }

        parser.Draft.Kind = "AlterOpFamilyStmt";

        if (!isFamily)
        {
            parser.Fail("expected RENAME TO, OWNER TO or SET SCHEMA");
        }
        else if (parser.Accept(Keyword.Add))
        {
            ReadItems(parser);
        }
        else
        {
            parser.Expect(Keyword.Drop);
            ReadDroppedItems(parser);
        }

        parser.Draft.Add(new ChangeOther("alter", thing));
    }

    private static void ReadItems(StatementParser parser)
    {
        do
        {
            if (parser.Accept(Keyword.Storage))
            {
                parser.ReadType();
            }
            else if (parser.Accept(Keyword.Operator))
            {
                SequenceOptions.ReadNumber(parser);
                parser.ReadOperatorName();
                ReadTypes(parser);
                ReadPurpose(parser);
            }
            else
            {
                parser.Expect(Keyword.Function);
                SequenceOptions.ReadNumber(parser);
                ReadTypes(parser);
                FunctionSignatures.Read(parser);
            }
        }
        while (parser.Accept(TokenKind.Comma));
    }

    private static void ReadPurpose(StatementParser parser)
    {
        if (parser.Accept(Keyword.For) && !parser.Accept(Keyword.Search))
        {
            parser.Expect(Keyword.Order);
            parser.Expect(Keyword.By);
            parser.ReadQualifiedName();
        }
    }

    private static void ReadDroppedItems(StatementParser parser)
    {
        do
        {
            parser.ExpectOneOf(Keyword.Operator, Keyword.Function);
            SequenceOptions.ReadNumber(parser);
            ReadTypes(parser);
        }
        while (parser.Accept(TokenKind.Comma));
    }

    private static void ReadTypes(StatementParser parser)
    {
        if (!parser.Accept(TokenKind.LeftParenthesis))
        {
            return;
        }

        do
        {
            if (!parser.Accept(Keyword.None))
            {
                parser.ReadType();
            }
        }
        while (parser.Accept(TokenKind.Comma));

        parser.ExpectRight();
    }
}
