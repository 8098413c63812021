using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Parser;

namespace ChangeGate.Sql.PostgreSql.PlPgSql;

/// <summary>The names in code and what stands around them, whatever the grammar makes of them.</summary>
internal sealed class CodeTokens
{
    // Words of the grammar that are no functions where a parenthesis follows, beside those that are reserved.
    private static readonly HashSet<string> BeforeParenthesis = new(StringComparer.Ordinal) { "by", "cube", "ilike", "is", "join", "like", "materialized", "operator", "rollup", "sets", "similar", "within" };

    // The same where a statement of PL/pgSQL begins.
    private static readonly HashSet<string> BeginsStatement = new(StringComparer.Ordinal) { "assert", "elseif", "elsif", "if", "perform", "return", "while" };

    private readonly DistinctList<string> _names = new();
    private readonly DistinctList<ObjectName> _calls = new();
    private readonly DistinctList<string> _extensions = new();
    private bool _isUnread;
    private bool _runsText;

    /// <summary>A word is there that writes or locks rows wherever a query may stand.</summary>
    public bool Writes { get; private set; }

    /// <summary>In SQL, SELECT INTO makes a table; in PL/pgSQL it fills variables.</summary>
    public bool SelectsInto { get; private set; }

    public void Add(string text)
    {
        var tokens = new List<Token>();
        var lexer = new SqlLexer(text, 0, text.Length);

        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            if (!token.IsTrivia)
            {
                tokens.Add(token);
            }
        }

        for (var index = 0; index < tokens.Count; index++)
        {
            Take(text, tokens, index);
        }
    }

    public CodeReading ToReading(bool onlyQueries, IEnumerable<Change> changes) => new()
    {
        OnlyQueries = onlyQueries && !_isUnread && !_runsText,
        IsOpen = _isUnread || _runsText,
        Names = [.. _names],
        Calls = [.. _calls],
        Extensions = [.. _extensions],
        Reads = [.. changes.OfType<ReadRows>().SelectMany(static read => read.Reads).Where(static relation => !IsOfEngine(relation)).Distinct()],
    };

    private static bool IsOfEngine(ObjectName relation) =>
        relation.Schema is "pg_catalog" or "information_schema" || (relation.Schema is null && relation.Name.StartsWith("pg_", StringComparison.Ordinal));

    private void Take(string text, List<Token> tokens, int index)
    {
        var token = tokens[index];

        switch (token.Kind)
        {
            case TokenKind.Word or TokenKind.QuotedIdentifier:
                Writes |= token.Keyword is Keyword.Insert or Keyword.Update or Keyword.Delete or Keyword.Merge or Keyword.Share;
                SelectsInto |= token.Keyword == Keyword.Into;
                _runsText |= token.Keyword == Keyword.Execute;
                _names.Add(TokenText.Identifier(text, token));

                if (index + 1 < tokens.Count && tokens[index + 1].Kind == TokenKind.LeftParenthesis)
                {
                    TakeCall(text, tokens, index);
                }

                break;
            // With standard_conforming_strings off such a text goes on behind the quote, and what follows is cut elsewhere.
            case TokenKind.String or TokenKind.NationalString:
                _isUnread |= text.AsSpan(token.Start, token.Length).Contains("\\'", StringComparison.Ordinal);
                break;
            case TokenKind.UnicodeIdentifier or TokenKind.UnicodeString or TokenKind.Backslash or TokenKind.MetaCommand or TokenKind.CopyData or TokenKind.Invalid:
                _isUnread = true;
                break;
            default:
                break;
        }
    }

    private void TakeCall(string text, List<Token> tokens, int index)
    {
        var token = tokens[index];
        var name = TokenText.Identifier(text, token);

        if (token.Kind == TokenKind.Word && (Keywords.IsReserved(token.Keyword) || Keywords.IsColumnName(token.Keyword) || IsGrammar(name, text, tokens, index)))
        {
            return;
        }

        string? schema = null;
        var first = index;

        while (first > 1 && tokens[first - 1].Kind == TokenKind.Dot && tokens[first - 2].Kind is TokenKind.Word or TokenKind.QuotedIdentifier)
        {
            schema ??= TokenText.Identifier(text, tokens[first - 2]);
            first -= 2;
        }

        if (first > 0 && NamesNoCall(tokens[first - 1]))
        {
            return;
        }

        if (schema is null or "pg_catalog" && HarmlessFunctions.Contains(name))
        {
            return;
        }

        if (schema is null && HarmlessFunctions.ExtensionOf(name) is { } extension)
        {
            _extensions.Add(extension);
            return;
        }

        _calls.Add(new ObjectName(schema, name));
    }

    private static bool IsGrammar(string word, string text, List<Token> tokens, int index)
    {
        var before = index == 0 ? default : tokens[index - 1];

        return BeforeParenthesis.Contains(word)
            || (word is "over" or "filter" && before.Kind == TokenKind.RightParenthesis)
            || (word is "query" or "next" && IsWord(text, before, "return"))
            || (BeginsStatement.Contains(word) && (before.Kind is TokenKind.Semicolon or TokenKind.End || before.Keyword is Keyword.Begin or Keyword.Then or Keyword.Else || IsWord(text, before, "loop")));
    }

    private static bool IsWord(string text, Token token, string word) => token.Kind == TokenKind.Word && text.AsSpan(token.Start, token.Length).Equals(word, StringComparison.OrdinalIgnoreCase);

    // `AS t (a, b)`, `WITH t (a, b) AS`, `x::vector(3)`, and the name of what is defined.
    private static bool NamesNoCall(Token before) =>
        before.Kind == TokenKind.DoubleColon || before.Keyword is Keyword.As or Keyword.With or Keyword.Recursive or Keyword.Function or Keyword.Procedure;
}
