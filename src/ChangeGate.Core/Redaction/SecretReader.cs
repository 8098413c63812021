using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Redaction;

/// <summary>
/// Finds what is to be taken out of a script: constants by the name that they are given to (an option, a column, a variable), by their place in the
/// row of an INSERT, and secrets that show what they are by themselves. It looks at lexemes and not at statements, so that it finds them in what
/// nobody could read as well.
/// </summary>
internal sealed class SecretReader
{
    // Functions within functions: deeper ones are taken out whole.
    private const int Deepest = 4;

    private readonly string _text;

    private readonly List<Lexeme> _lexemes;

    private readonly ISqlDialect _sql;

    private readonly RedactionScope _scope;

    private readonly int _depth;

    private readonly int _offset;

    private readonly List<Removal> _found = [];

    private SecretReader(string text, ISqlDialect sql, RedactionScope scope, int offset, int depth)
    {
        (_text, _sql, _scope, _offset, _depth) = (text, sql, scope, offset, depth);
        _lexemes = [.. sql.ReadLexemes(text)];
    }

    /// <returns>In the order of the text, none within another.</returns>
    public static IReadOnlyList<Removal> Read(string text, ISqlDialect sql, RedactionScope scope) => Apart(Read(text, sql, scope, offset: 0, depth: 0));

    private static List<Removal> Read(string text, ISqlDialect sql, RedactionScope scope, int offset, int depth)
    {
        var reader = new SecretReader(text, sql, scope, offset, depth);
        reader.ReadStatements();

        return reader._found;
    }

    private void ReadStatements()
    {
        var start = 0;

        while (start < _lexemes.Count)
        {
            var end = _lexemes.FindIndex(start, static lexeme => lexeme.Kind == LexemeKind.End);
            var next = end < 0 ? _lexemes.Count : end + 1;

            // Rows follow the statement that asks for them.
            if (next < _lexemes.Count && _lexemes[next].Kind == LexemeKind.Data)
            {
                next++;
            }

            ReadStatement(new StatementLexemes(_text, _lexemes, start, next));
            start = next;
        }
    }

    private void ReadStatement(StatementLexemes statement)
    {
        var takesAll = _scope == RedactionScope.Values && statement.HoldsRows;

        for (var index = 0; index < statement.Count; index++)
        {
            var lexeme = statement[index];

            switch (lexeme.Kind)
            {
                case LexemeKind.Text or LexemeKind.Body when takesAll:
                case LexemeKind.Number or LexemeKind.Data when takesAll:
                    Take(lexeme.Inner, RemovalReason.Value);
                    break;
                case LexemeKind.Text or LexemeKind.Body when statement.NameFor(index) is { } name && SecretNames.ReasonOf(name) is { } reason:
                    Take(lexeme.Inner, reason);
                    break;
                case LexemeKind.Body:
                    ReadBody(lexeme.Inner);
                    break;
                case LexemeKind.Data:
                    ReadRows(lexeme.Span, statement.Columns);
                    break;
                case LexemeKind.Text or LexemeKind.Comment or LexemeKind.Data:
                    TakePatterns(lexeme.Inner);
                    break;
            }
        }
    }

    private void ReadBody(Span body)
    {
        TakePatterns(body);

        if (_depth == Deepest)
        {
            Take(body, RemovalReason.Value);
            return;
        }

        _found.AddRange(Read(_text.Substring(body.Start, body.Length), _sql, _scope, _offset + body.Start, _depth + 1));
    }

    /// <summary>A line for each row, a tabulator between columns.</summary>
    private void ReadRows(Span rows, IReadOnlyList<string> columns)
    {
        TakePatterns(rows);
        var reasons = columns.Select(static column => SecretNames.ReasonOf(column)).ToList();

        if (reasons.TrueForAll(static reason => reason is null))
        {
            return;
        }

        for (var start = rows.Start; start < rows.End;)
        {
            var feed = _text.IndexOf('\n', start, rows.End - start);
            var end = feed < 0 ? rows.End : feed;
            var column = 0;

            for (var at = start; at < end; column++)
            {
                var tab = _text.IndexOf('\t', at, end - at);
                var cellEnd = tab < 0 ? end : tab;

                if (column < reasons.Count && reasons[column] is { } reason)
                {
                    Take(Span.Between(at, cellEnd), reason);
                }

                at = cellEnd + 1;
            }

            start = end + 1;
        }
    }

    private void TakePatterns(Span within) => _found.AddRange(SecretPatterns.Find(_text, within).Select(removal => removal with { Span = Placed(removal.Span) }));

    private void Take(Span span, RemovalReason reason)
    {
        if (span.Length > 0)
        {
            _found.Add(new Removal(Placed(span), reason));
        }
    }

    private Span Placed(Span span) => span with { Start = span.Start + _offset };

    /// <summary>What overlaps becomes one, for the reason of the first.</summary>
    private static List<Removal> Apart(List<Removal> found)
    {
        var apart = new List<Removal>();

        foreach (var removal in found.OrderBy(static one => one.Span.Start).ThenByDescending(static one => one.Span.Length))
        {
            if (apart is [.., var last] && removal.Span.Start < last.Span.End)
            {
                apart[^1] = last with { Span = Span.Between(last.Span.Start, Math.Max(last.Span.End, removal.Span.End)) };
            }
            else
            {
                apart.Add(removal);
            }
        }

        return apart;
    }
}
