using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.PlPgSql;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>DO: a block of code that runs at once.</summary>
internal static class BlockStatements
{
    /// <summary>Code inside code inside code is not followed further than anybody writes it.</summary>
    public const int DeepestBlock = 8;

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

        if (body is { } code)
        {
            AddChanges(parser, language, code);
        }
        else
        {
            parser.Fail("expected the body of the block");
        }
    }

    private static void AddChanges(StatementParser parser, string language, Token code)
    {
        if (language != "plpgsql" || parser.Failed || parser.BlockDepth >= DeepestBlock)
        {
            parser.Draft.Add(new RunBlock(language, true));
            return;
        }

        var verbatim = code.Kind == TokenKind.DollarString;
        var text = verbatim ? parser.Text : TokenText.Value(parser.Text, code);
        var block = new BlockReader(text, verbatim ? Inside(text, code) : new Span(0, text.Length), parser.BlockDepth + 1);
        var changes = block.Read();
        parser.Draft.Add(new RunBlock(language, block.IsOpaque));

        foreach (var change in changes)
        {
            // Places in a body whose quotes and escapes were undone are not places of the script.
            parser.Draft.Add(verbatim ? change : Moved(change, code));
        }
    }

    private static Change Moved(Change change, Token code) =>
        change is Unclassified unread ? unread with { At = code.Start, Span = code.Span } : change with { Span = code.Span };

    private static Span Inside(string text, Token code)
    {
        var tag = TokenText.DollarTagLength(text.AsSpan(code.Start, code.Length));
        return new Span(code.Start + tag, code.Length - (2 * tag));
    }
}
