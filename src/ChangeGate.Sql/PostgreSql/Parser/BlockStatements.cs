using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>DO: a block of code that runs at once.</summary>
internal static class BlockStatements
{
    public static void Read(StatementParser parser)
    {
        parser.Expect(Keyword.Do);
        parser.Draft.Kind = "DoStmt";
        var language = "plpgsql";
        Token? body = null;

        while (!parser.AtEnd)
        {
            if (parser.Accept(Keyword.Language))
            {
                language = (parser.Current.IsString ? parser.ReadString() : parser.ReadNonReservedWord()).ToLowerInvariant();
            }
            else
            {
                body = parser.Current;
                parser.ReadString();
            }
        }

        if (body is null)
        {
            parser.Fail("expected the body of the block");
            return;
        }

        parser.Draft.Add(new RunBlock(language, true));
    }
}
