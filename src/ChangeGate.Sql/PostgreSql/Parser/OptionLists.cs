using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary><c>(name [value], …)</c> as COPY, EXPLAIN, VACUUM and others have it.</summary>
internal static class OptionLists
{
    /// <summary>Options with their names in upper case; a value of null where none is written.</summary>
    public static List<(string Name, string? Value)> Read(StatementParser parser) =>
        Read(parser, static names => names.Keyword is Keyword.Analyze or Keyword.Analyse ? names.TakeIdentifier() : names.ReadNonReservedWord());

    /// <summary>The options of COPY, whose names may be any word.</summary>
    public static List<(string Name, string? Value)> ReadOfCopy(StatementParser parser) => Read(parser, NameReader.ReadLabel);

    private static List<(string Name, string? Value)> Read(StatementParser parser, Func<StatementParser, string> readName)
    {
        var options = new List<(string, string?)>();
        parser.ExpectLeft();

        do
        {
            var name = readName(parser).ToUpperInvariant();
            options.Add((name, ReadValue(parser)));
        }
        while (parser.Accept(TokenKind.Comma));

        parser.ExpectRight();
        return options;
    }

    public static bool IsOn(string? value) => value is null || value.ToUpperInvariant() is "TRUE" or "ON" or "1" or "YES";

    private static string? ReadValue(StatementParser parser)
    {
        if (parser.Is(TokenKind.Comma) || parser.Is(TokenKind.RightParenthesis))
        {
            return null;
        }

        if (parser.Accept(TokenKind.Star))
        {
            return "*";
        }

        if (!parser.Is(TokenKind.LeftParenthesis))
        {
            return TableOptions.ReadValue(parser);
        }

        var start = parser.Position;
        parser.Advance();

        do
        {
            TableOptions.ReadValue(parser);
        }
        while (parser.Accept(TokenKind.Comma));

        parser.ExpectRight();
        return parser.TextFrom(start);
    }
}
