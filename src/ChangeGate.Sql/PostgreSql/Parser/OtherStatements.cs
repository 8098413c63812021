using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

internal static class OtherStatements
{
    public static void Read(StatementParser parser) => parser.Fail("expected a statement");

    public static void ReadCreate(StatementParser parser) => parser.Fail("expected what to create");

    public static void ReadAlter(StatementParser parser) => parser.Fail("expected what to alter");

    public static void ReadDrop(StatementParser parser) => parser.Fail("expected what to drop");

    /// <summary>[NO] DEPENDS ON EXTENSION</summary>
    public static void ReadDependsOnExtension(StatementParser parser, ObjectId dependent)
    {
        parser.Draft.Kind = "AlterObjectDependsStmt";
        parser.Accept(Keyword.No);
        parser.Expect(Keyword.Depends);
        parser.Expect(Keyword.On);
        parser.Expect(Keyword.Extension);
        parser.Draft.Add(new AlterExtension(parser.ReadName(), $"DEPENDS {dependent}"));
    }
}
