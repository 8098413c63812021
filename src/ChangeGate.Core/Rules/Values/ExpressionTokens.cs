using ChangeGate.Changes;

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

    /// <summary>The name stands in it somewhere, quoted or not.</summary>
    public bool Holds(string name) => _tokens.Exists(token => token.TrimStart('"') == name);

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

    /// <summary>Words and quoted names, keywords among them.</summary>
    public IEnumerable<string> Names() => _tokens.Where(IsName).Select(static token => token.TrimStart('"'));

    /// <summary>What stands before a point, wherever one stands between names.</summary>
    public IEnumerable<string> Qualifiers() => Enumerable.Range(1, Math.Max(0, Count - 1)).Where(index => _tokens[index] == ".").Select(index => _tokens[index - 1].TrimStart('"'));

    /// <summary>A table or a schema stands before the name wherever it stands.</summary>
    public bool IsQualified(string name) => Enumerable.Range(0, Count).Where(index => _tokens[index].TrimStart('"') == name).All(index => index > 0 && _tokens[index - 1] == ".");

    /// <summary>The column stands somewhere behind the name of its table or a name that FROM or JOIN gives it.</summary>
    public bool HasQualified(string table, string column)
    {
        var aliases = Enumerable.Range(0, Math.Max(0, Count - 1))
            .Where(index => _tokens[index].TrimStart('"') == table)
            .Select(index => _tokens[index + 1] == "as" && index + 2 < Count ? _tokens[index + 2] : _tokens[index + 1])
            .Where(IsName).Select(static token => token.TrimStart('"')).Append(table).ToHashSet(StringComparer.Ordinal);

        return Enumerable.Range(2, Math.Max(0, Count - 2)).Any(index => _tokens[index].TrimStart('"') == column && _tokens[index - 1] == "." && aliases.Contains(_tokens[index - 2].TrimStart('"')));
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

    /// <summary><c>(inner)::type</c> as a canonical expression writes it, when that is all there is.</summary>
    public (ExpressionTokens Inner, DataType Type)? AsCast()
    {
        if (Count < 5 || _tokens[0] != "(" || ClosingOf(_tokens, 0) is var close && (close < 2 || close + 2 >= Count || _tokens[close + 1] != "::"))
        {
            return null;
        }

        return TypeOf(_tokens.GetRange(close + 2, Count - close - 2)) is { } type ? (new ExpressionTokens(Unwrap(_tokens.GetRange(1, close - 1))), type) : null;
    }

    /// <summary><c>ARRAY[element]</c>, when that is all there is: brackets are read like those around a name.</summary>
    public ExpressionTokens? AsArrayOfOne() =>
        Count == 2 && _tokens[0] == "array" && _tokens[1] is ['"', .. var element] && element.Length > 0 && !element.Contains(',', StringComparison.Ordinal) ? Of(element) : null;

    /// <summary>A CASE, when that is all there is.</summary>
    public CaseExpression? AsCase()
    {
        if (Count < 5 || _tokens[0] != "case" || _tokens[^1] != "end" || ClosingOf(_tokens, 0) != Count - 1)
        {
            return null;
        }

        var parts = Split(_tokens.GetRange(1, Count - 2), "when", "then", "else");
        var branches = new List<(ExpressionTokens When, ExpressionTokens Then)>();

        for (var index = 1; index + 1 < parts.Count; index += 2)
        {
            branches.Add((parts[index], parts[index + 1]));
        }

        // What stands before the first WHEN, two parts for each branch, and one for ELSE.
        return new CaseExpression(parts[0].Count == 0 ? null : parts[0], branches, parts.Count % 2 == 0 ? parts[^1] : null);
    }

    /// <summary>The two sides of an operator that stands there once.</summary>
    public IReadOnlyList<ExpressionTokens> SplitAt(params ReadOnlySpan<string> operators) => Sides(operators, last: false);

    /// <summary>The two sides of the last of several operators of one kind, which bind from the left.</summary>
    public IReadOnlyList<ExpressionTokens> SplitAtLast(string @operator) => Sides([@operator], last: true);

    /// <summary><c>value IN (values)</c>, when that is all there is.</summary>
    public (ExpressionTokens Value, IReadOnlyList<ExpressionTokens> Values)? AsMembership()
    {
        var at = _tokens.IndexOf("in");

        return at > 0 && at + 2 < Count && _tokens[at + 1] == "(" && ClosingOf(_tokens, at + 1) == Count - 1
            ? (new ExpressionTokens(Unwrap(_tokens.GetRange(0, at))), Split(_tokens.GetRange(at + 2, Count - at - 3), ","))
            : null;
    }

    /// <summary>Lists in parentheses, one behind the other: the rows of VALUES.</summary>
    public IReadOnlyList<IReadOnlyList<ExpressionTokens>> Rows()
    {
        var rows = new List<IReadOnlyList<ExpressionTokens>>();

        for (var index = 0; index < Count && _tokens[index] == "(" && ClosingOf(_tokens, index) is var close && close > index; index = close + 2)
        {
            rows.Add(Split(_tokens.GetRange(index + 1, close - index - 1), ","));
        }

        return rows;
    }

    /// <summary>A text or a number.</summary>
    public bool IsConstant => Count == 1 && (_tokens[0][0] == '\'' || char.IsAsciiDigit(_tokens[0][0]));

    public bool IsSameAs(ExpressionTokens other) => _tokens.SequenceEqual(other._tokens);

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

    /// <summary>Without the parentheses around it.</summary>
    public ExpressionTokens Inside() => new(Unwrap(_tokens));

    /// <summary>Begins with this word; what stands behind it is left.</summary>
    public ExpressionTokens? After(string word) => Count > 1 && _tokens[0] == word ? new ExpressionTokens(_tokens.GetRange(1, Count - 1)) : null;

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

    private static DataType? TypeOf(List<string> tokens)
    {
        var words = new List<string>();
        var modifiers = new List<string>();
        string? schema = null;
        var dimensions = 0;

        for (var index = 0; index < tokens.Count; index++)
        {
            switch (tokens[index])
            {
                // [] is read like a quoted name without letters.
                case "\"":
                    dimensions++;
                    break;
                case "." when words.Count == 1 && schema is null:
                    (schema, words) = (words[0], []);
                    break;
                case "(" when ClosingOf(tokens, index) is var close && close > index:
                    modifiers.AddRange(tokens.GetRange(index + 1, close - index - 1).Where(static token => token != ","));
                    index = close;
                    break;
                case var word when IsName(word):
                    words.Add(word.TrimStart('"'));
                    break;
                default:
                    return null;
            }
        }

        return words.Count == 0 ? null : new DataType(schema, string.Join(' ', words), [.. modifiers], dimensions);
    }

    private List<ExpressionTokens> Sides(ReadOnlySpan<string> operators, bool last)
    {
        var (depth, at, times) = (0, -1, 0);

        for (var index = 0; index + operators.Length <= Count; index++)
        {
            depth += Deeper(_tokens[index]);

            if (depth == 0 && operators.SequenceEqual(_tokens.GetRange(index, operators.Length).ToArray()))
            {
                (at, times) = (index, times + 1);
            }
        }

        if (at <= 0 || at + operators.Length >= Count || (times > 1 && !last))
        {
            return [];
        }

        var (left, right) = (_tokens.GetRange(0, at), _tokens.GetRange(at + operators.Length, Count - at - operators.Length));

        return (last || IsOperand(left)) && IsOperand(right) ? [new ExpressionTokens(Unwrap(left)), new ExpressionTokens(Unwrap(right))] : [];
    }

    // No operator stands outside its parentheses.
    private static bool IsOperand(List<string> tokens)
    {
        var depth = 0;

        foreach (var token in tokens)
        {
            depth += Deeper(token);

            if (depth == 0 && token is not ("." or "::" or "," or ")" or "end") && (token is "and" or "or" or "not" or "is" or "in" or "like" or "between" || !(IsName(token) || token[0] == '\'' || char.IsAsciiDigit(token[0]))))
            {
                return false;
            }
        }

        return true;
    }

    private static int Deeper(string token) => token switch
    {
        "(" or "case" => 1,
        ")" or "end" => -1,
        _ => 0,
    };

    private static List<ExpressionTokens> Split(List<string> tokens, params ReadOnlySpan<string> separators)
    {
        var parts = new List<ExpressionTokens>();
        var part = new List<string>();
        var depth = 0;

        foreach (var token in tokens)
        {
            depth += Deeper(token);

            if (depth == 0 && separators.Contains(token))
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
            depth += Deeper(tokens[index]);

            if (depth == 0)
            {
                return index;
            }
        }

        return -1;
    }
}
