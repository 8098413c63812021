namespace ChangeGate.Rules.Values;

/// <summary>
/// The words of an expression as it was written: enough to recognise a few plain shapes. Whatever is not one of those shapes is taken for a computation
/// of which nothing is known, so reading too little here can only make the judgement stricter.
/// </summary>
internal sealed class ExpressionTokens
{
    private readonly List<string> _tokens;

    private ExpressionTokens(List<string> tokens) => _tokens = tokens;

    public int Count => _tokens.Count;

    /// <summary>Words in lower case, quoted names without their quotes but with a leading double quote, text with a leading apostrophe.</summary>
    public string this[int index] => _tokens[index];

    public static ExpressionTokens Of(string text)
    {
        var tokens = new List<string>();

        for (var at = 0; at < text.Length;)
        {
            var start = at;
            var c = text[at];

            if (char.IsWhiteSpace(c))
            {
                at++;
                continue;
            }

            if (c is '\'' or '"' or '`' or '[')
            {
                tokens.Add(Quoted(text, ref at));
                continue;
            }

            if (char.IsLetterOrDigit(c) || c is '_' or '$')
            {
                while (at < text.Length && (char.IsLetterOrDigit(text[at]) || text[at] is '_' or '$'))
                {
                    at++;
                }

                tokens.Add(text[start..at].ToLowerInvariant());
                continue;
            }

            at += text.AsSpan(at) is [':', ':', ..] or ['|', '|', ..] or ['<', '>', ..] or ['!', '=', ..] or ['<', '=', ..] or ['>', '=', ..] ? 2 : 1;
            tokens.Add(text[start..at]);
        }

        return new ExpressionTokens(Unwrap(tokens));
    }

    /// <summary>The name of a column, qualified or not, when that is all there is.</summary>
    public string? AsColumn()
    {
        if (Count == 0 || Count % 2 == 0 || Count > 5)
        {
            return null;
        }

        for (var index = 0; index < Count; index++)
        {
            if (index % 2 == 0 ? !IsName(_tokens[index]) : _tokens[index] != ".")
            {
                return null;
            }
        }

        return _tokens[^1].TrimStart('"');
    }

    /// <summary>The arguments of one function call, when that is all there is.</summary>
    public IReadOnlyList<ExpressionTokens> ArgumentsOf(params ReadOnlySpan<string> functions)
    {
        if (Count < 3 || !functions.Contains(_tokens[0]) || _tokens[1] != "(" || ClosingOf(_tokens, 1) != Count - 1)
        {
            return [];
        }

        return Split(_tokens.Skip(2).Take(Count - 3).ToList(), ",");
    }

    /// <summary>What is cast, when a cast to a type without a length is all there is.</summary>
    public ExpressionTokens? CastOf()
    {
        var cast = _tokens.LastIndexOf("::");

        if (cast > 0 && !_tokens.Skip(cast + 1).Contains("(") && !_tokens.Skip(cast + 1).Contains("||"))
        {
            return Depth(cast) == 0 ? new ExpressionTokens(Unwrap(_tokens.Take(cast).ToList())) : null;
        }

        if (Count > 4 && _tokens[0] == "cast" && _tokens[1] == "(" && ClosingOf(_tokens, 1) == Count - 1 && _tokens.LastIndexOf("as") is var name and > 2
            && !_tokens.Skip(name).SkipLast(1).Contains("("))
        {
            return new ExpressionTokens(Unwrap(_tokens.Skip(2).Take(name - 2).ToList()));
        }

        return null;
    }

    /// <summary>What must all hold; the whole where it cannot be cut at AND.</summary>
    public IReadOnlyList<ExpressionTokens> Conjuncts() =>
        _tokens.Contains("between") || Split(_tokens, "or").Count > 1 ? [this] : Split(_tokens, "and");

    /// <summary>Ends with these words; what stands before them is left.</summary>
    public ExpressionTokens? Before(params ReadOnlySpan<string> words)
    {
        if (Count <= words.Length)
        {
            return null;
        }

        for (var index = 0; index < words.Length; index++)
        {
            if (_tokens[Count - words.Length + index] != words[index])
            {
                return null;
            }
        }

        return new ExpressionTokens(Unwrap(_tokens.Take(Count - words.Length).ToList()));
    }

    private int Depth(int at) => _tokens.Take(at).Count(static token => token is "(" or "case") - _tokens.Take(at).Count(static token => token is ")" or "end");

    private static bool IsName(string token) => token[0] == '"' || char.IsLetter(token[0]) || token[0] == '_';

    private static string Quoted(string text, ref int at)
    {
        var (open, close) = (text[at], text[at] == '[' ? ']' : text[at]);
        var start = ++at;

        while (at < text.Length && (text[at] != close || (at + 1 < text.Length && text[at + 1] == close && ++at > 0)))
        {
            at++;
        }

        var inner = text[start..Math.Min(at, text.Length)];
        at = Math.Min(at + 1, text.Length);

        return (open == '\'' ? '\'' : '"') + inner;
    }

    private static List<ExpressionTokens> Split(List<string> tokens, string separator)
    {
        var parts = new List<ExpressionTokens>();
        var part = new List<string>();
        var depth = 0;

        foreach (var token in tokens)
        {
            depth += token switch
            {
                "(" or "case" => 1,
                ")" or "end" => -1,
                _ => 0,
            };

            if (depth == 0 && token == separator)
            {
                parts.Add(new ExpressionTokens(Unwrap(part)));
                part = [];
                continue;
            }

            part.Add(token);
        }

        parts.Add(new ExpressionTokens(Unwrap(part)));

        return parts;
    }

    private static List<string> Unwrap(List<string> tokens) =>
        tokens.Count > 2 && tokens[0] == "(" && ClosingOf(tokens, 0) == tokens.Count - 1 ? Unwrap(tokens.GetRange(1, tokens.Count - 2)) : tokens;

    private static int ClosingOf(List<string> tokens, int open)
    {
        var depth = 0;

        for (var index = open; index < tokens.Count; index++)
        {
            depth += tokens[index] switch
            {
                "(" => 1,
                ")" => -1,
                _ => 0,
            };

            if (depth == 0)
            {
                return index;
            }
        }

        return -1;
    }
}
