namespace ChangeGate.Sql.PostgreSql.Parser.Outlines;

/// <summary>Names that a tree keeps as text: <c>name</c>, <c>name(a, b)</c>, <c>(a, b)</c>.</summary>
internal static class AliasText
{
    /// <summary>null where columns are defined with their types.</summary>
    public static (string Name, IReadOnlyList<string> Columns)? Read(string text)
    {
        var parser = ParserOf(text);
        var name = parser.IsName() ? parser.ReadName() : "";
        var columns = parser.ReadOptionalColumnList();
        return parser.Failed || !parser.AtEnd ? null : (name, columns);
    }

    public static string Name(string text) => Read(text)?.Name ?? text;

    public static StatementParser ParserOf(string text)
    {
        var parser = new StatementParser(text);
        parser.AppendAll(0, text.Length);
        return parser;
    }
}
