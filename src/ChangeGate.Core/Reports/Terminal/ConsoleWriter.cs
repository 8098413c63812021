using System.Text;
using ChangeGate.Text;

namespace ChangeGate.Reports.Terminal;

/// <summary>Builds lines of a width: wraps words, indents what follows, escapes everything that passes through it.</summary>
internal sealed class ConsoleWriter(int width)
{
    private const int LongestName = 300;

    private readonly List<ConsoleLine> _lines = [];

    public int Width { get; } = Math.Clamp(width, 40, 200);

    public EquatableList<ConsoleLine> Lines => [.. _lines];

    public ConsoleWriter Blank()
    {
        if (_lines.Count > 0 && _lines[^1].Segments.Count > 0)
        {
            _lines.Add(ConsoleLine.Empty);
        }

        return this;
    }

    /// <summary>One paragraph; lines after the first begin at <paramref name="indent"/>.</summary>
    public ConsoleWriter Paragraph(int indent, params IEnumerable<ConsoleSegment> segments)
    {
        _lines.AddRange(Wrap(segments, indent));
        return this;
    }

    /// <summary>A heading over what follows.</summary>
    public ConsoleWriter Heading(string text) => Blank().Paragraph(0, new ConsoleSegment(text, ConsoleStyle.Strong));

    /// <summary>Prose behind a label: <c>why  Dropping …</c>.</summary>
    public ConsoleWriter Labelled(int indent, string label, string prose) =>
        Paragraph(indent + 10, [new ConsoleSegment(new string(' ', indent) + label.PadRight(10), ConsoleStyle.Muted), .. Words(prose)]);

    /// <summary>Lines of code as they are; a line too wide for the terminal goes on below itself.</summary>
    public ConsoleWriter Code(int indent, string code)
    {
        foreach (var line in Escape.VisibleLines(SecretMask.Apply(code)).Replace("\t", "    ", StringComparison.Ordinal).TrimEnd('\n').Split('\n'))
        {
            var rest = Escape.Terminal(line);
            var room = Math.Max(20, Width - indent);

            do
            {
                var part = TakeColumns(rest, room);
                _lines.Add(Finish([new ConsoleSegment(new string(' ', indent)), new ConsoleSegment(part, ConsoleStyle.Code)]));
                rest = rest[part.Length..];
            }
            while (rest.Length > 0);
        }

        return this;
    }

    /// <summary>A command is one line, however long: a wrapped one cannot be pasted.</summary>
    public ConsoleWriter Command(int indent, string command)
    {
        _lines.Add(new ConsoleLine([new ConsoleSegment(new string(' ', indent)), new ConsoleSegment(Escape.Terminal(command), ConsoleStyle.Command)]));
        return this;
    }

    public static IEnumerable<ConsoleSegment> Words(string prose, ConsoleStyle words = ConsoleStyle.Plain) =>
        Prose.Parse(prose).Select(part => new ConsoleSegment(
            Escape.Terminal(part.IsName ? Escape.Clip(part.Text, LongestName) : part.Text.ReplaceLineEndings(" ")),
            part.IsName ? ConsoleStyle.Name : words));

    public static ConsoleStyle StyleOf(Tone tone) => tone switch
    {
        Tone.Good => ConsoleStyle.Good,
        Tone.Wait => ConsoleStyle.Wait,
        Tone.Bad => ConsoleStyle.Bad,
        _ => ConsoleStyle.Unknown,
    };

    public static ConsoleSegment Mark(Tone tone) => new(tone.Mark() + " ", StyleOf(tone));

    private IEnumerable<ConsoleLine> Wrap(IEnumerable<ConsoleSegment> segments, int indent)
    {
        var line = new List<ConsoleSegment>();
        var column = 0;

        foreach (var (word, style) in segments.SelectMany(SplitWords))
        {
            var rest = word;

            while (rest.Length > 0)
            {
                var needed = Columns(rest.AsSpan().TrimEnd(' '));

                if (column + needed > Width && column > indent)
                {
                    yield return Finish(line);
                    line = [new ConsoleSegment(new string(' ', indent))];
                    column = indent;
                    rest = rest.TrimStart(' ');
                }

                var part = column + needed > Width ? TakeColumns(rest, Width - column) : rest;
                line.Add(new ConsoleSegment(part, style));
                column += Columns(part);
                rest = rest[part.Length..];
            }
        }

        yield return Finish(line);
    }

    /// <summary>Words with the spaces behind them, so that joining them gives the text again.</summary>
    private static IEnumerable<(string Word, ConsoleStyle Style)> SplitWords(ConsoleSegment segment)
    {
        var start = 0;

        for (var index = 1; index <= segment.Text.Length; index++)
        {
            if (index == segment.Text.Length || (segment.Text[index - 1] == ' ' && segment.Text[index] != ' '))
            {
                yield return (segment.Text[start..index], segment.Style);
                start = index;
            }
        }
    }

    private static ConsoleLine Finish(List<ConsoleSegment> segments)
    {
        var joined = new List<ConsoleSegment>();

        for (var start = 0; start < segments.Count;)
        {
            var style = segments[start].Style;
            var end = segments.FindIndex(start, segment => segment.Style != style) is var other and >= 0 ? other : segments.Count;
            joined.Add(end == start + 1 ? segments[start] : new ConsoleSegment(string.Concat(segments.Skip(start).Take(end - start).Select(static segment => segment.Text)), style));
            start = end;
        }

        return new ConsoleLine(IsObeyed(joined) ? [new ConsoleSegment("·", ConsoleStyle.Muted), joined[0] with { Text = joined[0].Text.StartsWith(' ') ? joined[0].Text[1..] : joined[0].Text }, .. joined.Skip(1)] : [.. joined]);
    }

    // A runner of GitHub Actions obeys a line that begins with two colons.
    private static bool IsObeyed(List<ConsoleSegment> segments) =>
        segments.Exists(static segment => segment.Text.Contains(':'))
        && string.Concat(segments.Select(static segment => segment.Text)).TrimStart().StartsWith("::", StringComparison.Ordinal);

    private static int Columns(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text))
        {
            return text.Length;
        }

        var columns = 0;

        foreach (var rune in text.EnumerateRunes())
        {
            columns += ColumnsOf(rune);
        }

        return columns;
    }

    private static string TakeColumns(string text, int columns)
    {
        var length = 0;

        foreach (var rune in text.EnumerateRunes())
        {
            columns -= ColumnsOf(rune);

            if (columns < 0 && length > 0)
            {
                break;
            }

            length += rune.Utf16SequenceLength;
        }

        return text[..length];
    }

    // East Asian wide characters and emoji take two cells, combining marks none. Near enough for wrapping.
    private static int ColumnsOf(Rune rune) => rune.Value switch
    {
        >= 0x1100 and <= 0x115F or >= 0x2E80 and <= 0xA4CF or >= 0xAC00 and <= 0xD7A3 or >= 0xF900 and <= 0xFAFF or >= 0xFE30 and <= 0xFE6F or >= 0xFF00 and <= 0xFF60
            or >= 0xFFE0 and <= 0xFFE6 or >= 0x1F300 and <= 0x1FAFF or >= 0x20000 and <= 0x3FFFD => 2,
        _ when Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.NonSpacingMark => 0,
        _ => 1,
    };
}
