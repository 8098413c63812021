using ChangeGate.Changes;

namespace ChangeGate.Redaction;

/// <summary>The lexemes of one statement, and for each constant the name that it is given to.</summary>
internal sealed class StatementLexemes
{
    private static readonly string[] OfRows = ["insert", "replace", "update", "delete", "merge", "copy", "select", "values", "with", "call", "execute", "perform"];

    private static readonly string[] Givers = ["to", "default", "is", "by"];

    private readonly string _text;

    private readonly List<Lexeme> _lexemes;

    /// <summary>By place in the statement, the column of an INSERT that stands there.</summary>
    private readonly Dictionary<int, string> _placed = [];

    public StatementLexemes(string text, List<Lexeme> lexemes, int start, int end)
    {
        _text = text;
        _lexemes = lexemes.GetRange(start, end - start);
        Place();
    }

    public int Count => _lexemes.Count;

    public Lexeme this[int index] => _lexemes[index];

    /// <summary>It reads or writes rows, as its first word says.</summary>
    public bool HoldsRows => _lexemes.Find(static lexeme => lexeme.Kind != LexemeKind.Comment) is { Kind: LexemeKind.Word } first && IsOneOf(first, OfRows);

    /// <summary>Of an INSERT or COPY that names them.</summary>
    public IReadOnlyList<string> Columns { get; private set; } = [];

    /// <returns>null where nothing says what the constant is for.</returns>
    public string? NameFor(int index)
    {
        if (_placed.TryGetValue(index, out var column))
        {
            return column;
        }

        var before = Before(index);

        return before < 0 ? null : _lexemes[before].Kind switch
        {
            LexemeKind.Word when IsOneOf(_lexemes[before], Givers) => GivenName(before),
            LexemeKind.Word or LexemeKind.Name => TextOf(before),

            // SQLite takes names in single quotes, and PostgreSQL settings: set_config('x.token', 'y').
            LexemeKind.Symbol when _lexemes[before].Span.Length <= 2 && TextOf(before) is "=" or ":=" or "=>" or "," or "->>" or "->" or "==" => Before(before) is var name and >= 0 && _lexemes[name].Kind is LexemeKind.Word or LexemeKind.Name or LexemeKind.Text ? TextOf(name) : null,
            _ => null,
        };
    }

    /// <summary>The name before TO, IS or BY; before DEFAULT, the column that it is of.</summary>
    private string? GivenName(int giver)
    {
        var name = Before(giver);

        if (!TextOf(giver).Equals("default", StringComparison.OrdinalIgnoreCase))
        {
            return name < 0 ? null : TextOf(name);
        }

        var first = -1;

        for (var at = name; at >= 0 && !(_lexemes[at].Kind == LexemeKind.Symbol && TextOf(at) is "(" or ",") && !IsOneOf(_lexemes[at], ["column", "add", "alter"]); at--)
        {
            first = _lexemes[at].Kind is LexemeKind.Word or LexemeKind.Name ? at : first;
        }

        return first < 0 ? null : TextOf(first);
    }

    /// <summary>Columns between the first parentheses behind INTO or COPY, and constants in their order between the next ones, or behind SELECT.</summary>
    private void Place()
    {
        var into = _lexemes.FindIndex(lexeme => lexeme.Kind == LexemeKind.Word && IsOneOf(lexeme, ["into", "copy"]));
        var open = into < 0 ? -1 : _lexemes.FindIndex(into, lexeme => lexeme.Kind == LexemeKind.Symbol && Is(lexeme, "("));
        var close = open < 0 ? -1 : _lexemes.FindIndex(open, lexeme => lexeme.Kind == LexemeKind.Symbol && Is(lexeme, ")"));

        if (close < 0)
        {
            return;
        }

        Columns = [.. Enumerable.Range(open + 1, close - open - 1).Where(at => _lexemes[at].Kind is LexemeKind.Word or LexemeKind.Name).Select(TextOf)];
        var (depth, column, isRow) = (0, 0, false);

        for (var at = close + 1; at < _lexemes.Count; at++)
        {
            var lexeme = _lexemes[at];

            if (lexeme.Kind == LexemeKind.Word && depth == 0)
            {
                isRow = IsOneOf(lexeme, ["select"]) || (isRow && !IsOneOf(lexeme, ["from", "where", "on", "returning", "union"]));
                column = IsOneOf(lexeme, ["select"]) ? 0 : column;
            }
            else if (lexeme.Kind == LexemeKind.Symbol && Is(lexeme, "("))
            {
                column = depth++ == 0 && !isRow ? 0 : column;
            }
            else if (lexeme.Kind == LexemeKind.Symbol && Is(lexeme, ")"))
            {
                depth = Math.Max(0, depth - 1);
            }
            else if (lexeme.Kind == LexemeKind.Symbol && Is(lexeme, ",") && depth == (isRow ? 0 : 1))
            {
                column++;
            }
            else if (lexeme.Kind is LexemeKind.Text or LexemeKind.Body && (isRow || depth > 0) && column < Columns.Count)
            {
                _placed[at] = Columns[column];
            }
        }
    }

    private int Before(int index)
    {
        do
        {
            index--;
        }
        while (index >= 0 && _lexemes[index].Kind == LexemeKind.Comment);

        return index;
    }

    private string TextOf(int index) => _text.Substring(_lexemes[index].Inner.Start, _lexemes[index].Inner.Length);

    private bool Is(Lexeme lexeme, string text) => _text.AsSpan(lexeme.Span.Start, lexeme.Span.Length).SequenceEqual(text);

    private bool IsOneOf(Lexeme lexeme, string[] words)
    {
        var said = _text.AsSpan(lexeme.Span.Start, lexeme.Span.Length);

        foreach (var word in words)
        {
            if (said.Equals(word, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
