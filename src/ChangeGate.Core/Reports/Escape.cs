using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ChangeGate.Reports;

/// <summary>
/// The one place where text that somebody else wrote becomes part of a document. Every name, path, reason and piece of SQL is hostile:
/// after these methods it cannot open a tag, a link, a mention, a table cell or a terminal sequence, and nothing in it is invisible.
/// </summary>
public static partial class Escape
{
    /// <summary>On one line, as plain text: control, format and other invisible characters are spelled as <c>⟨U+202E⟩</c>.</summary>
    public static string Visible(string text) => SpellInvisible(text, keepLines: false);

    /// <summary>As <see cref="Visible"/>, for a terminal or a log. Runners obey <c>##[command]</c>, <c>##vso[command]</c> and <c>##teamcity[command]</c> anywhere in a line.</summary>
    public static string Terminal(string text) => RunnerCommand().Replace(Visible(text), "#⟨U+0023⟩");

    /// <summary>A whole document on its way to standard output: in none of its lines does a runner find a command. GitHub's other commands begin their line.</summary>
    public static string Output(string document) => LineCommand().Replace(RunnerCommand().Replace(document, "#⟨U+0023⟩"), "$1:⟨U+003A⟩");

    /// <summary>As <see cref="Visible"/>, but line feeds and tabs stay: for blocks of code. CR LF becomes LF; other separators do not end a line for an engine, so they do not here.</summary>
    public static string VisibleLines(string text) => SpellInvisible(text.Replace("\r\n", "\n", StringComparison.Ordinal), keepLines: true);

    /// <summary>The first <paramref name="length"/> characters, with an ellipsis where there were more; never half of a surrogate pair.</summary>
    public static string Clip(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[length - 1]) ? length - 1 : length;
        return text[..end] + "…";
    }

    public static string Html(string text) =>
        Replace(Visible(text), static c => c switch
        {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            _ => null,
        });

    /// <summary>A block of code inside <c>&lt;pre&gt;</c>.</summary>
    public static string HtmlLines(string text) => string.Join('\n', VisibleLines(text).Split('\n').Select(Html)).Replace("⟨U+0009⟩", "\t", StringComparison.Ordinal);

    /// <summary>
    /// Inside an HTML element of a Markdown document (<c>&lt;summary&gt;</c>): no Markdown is read there, but a host still looks for mentions and links in the words.
    /// </summary>
    public static string MarkdownHtml(string text) => BreakLinks(Visible(text), static c => c switch
    {
        '&' => "&amp;",
        '<' => "&lt;",
        '>' => "&gt;",
        '"' => "&quot;",
        '\'' => "&#39;",
        _ => null,
    });

    /// <summary>Words of a Markdown paragraph, list item or table cell; the rest of the sentence may follow.</summary>
    public static string Markdown(string text)
    {
        var escaped = BreakLinks(Visible(text), static c => c switch
        {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            // A backslash before a pipe does not hold in every table: the reference does.
            '|' => "&#124;",
            '$' => "&#36;",
            '\\' or '`' or '*' or '_' or '[' or ']' or '{' or '}' or '~' or '^' or '#' or '=' => $"\\{c}",
            _ => null,
        });

        return EscapeLineStart(escaped);
    }

    /// <summary>
    /// A name as code in Markdown: between backticks where it is plain, else as an HTML element in which every sign is a character reference,
    /// because no run of backticks protects a pipe in a table cell.
    /// </summary>
    public static string MarkdownCode(string text)
    {
        var visible = Visible(text);

        if (visible.Length > 0 && visible[0] != ' ' && visible[^1] != ' ' && visible.All(IsPlainInCode))
        {
            return $"`{visible}`";
        }

        var references = BreakLinks(visible, static c => char.IsAsciiLetterOrDigit(c) || c == ' ' || c > '\x7f' ? null : $"&#{(int)c};");
        return $"<code>{(references.Length == 0 ? "(empty)" : references)}</code>";
    }

    /// <summary>A fenced block whose fence no line of <paramref name="code"/> can close.</summary>
    public static string MarkdownFence(string language, string code)
    {
        var fence = new string('`', Math.Max(3, LongestRun(code, '`') + 1));
        return $"{fence}{language}\n{VisibleLines(code).TrimEnd('\n')}\n{fence}";
    }

    /// <summary>A label between double quotes in Mermaid, whose text is read as HTML and for directives: letters, digits and a few signs pass.</summary>
    public static string MermaidLabel(string text) =>
        Replace(Clip(Visible(text), 60), static c => char.IsLetterOrDigit(c) || " _.,+-()→✖✔●…⟨⟩".Contains(c, StringComparison.Ordinal) || char.IsSurrogate(c) ? null : "·");

    /// <summary>One argument of a POSIX shell, quoted where it must be.</summary>
    public static string ShellArgument(string value) =>
        value.Length > 0 && value.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or '@' or '=') ? value : $"'{value.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>The message of a GitHub workflow command (<c>::warning::message</c>).</summary>
    public static string WorkflowData(string text) =>
        Visible(text).Replace("%", "%25", StringComparison.Ordinal);

    /// <summary>A property of a GitHub workflow command (<c>::warning file=property::</c>).</summary>
    public static string WorkflowProperty(string text) =>
        WorkflowData(text).Replace(":", "%3A", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);

    [GeneratedRegex(@"##(?=[A-Za-z]*\[)", RegexOptions.CultureInvariant)]
    private static partial Regex RunnerCommand();

    [GeneratedRegex(@"^([^\S\n]*)::", RegexOptions.CultureInvariant | RegexOptions.Multiline)]
    private static partial Regex LineCommand();

    private static bool IsPlainInCode(char c) => c is not ('`' or '|' or '\\' or '<' or '>' or '&');

    /// <summary>
    /// Hosts link addresses, mentions, issue numbers and emoji after the Markdown is read, so a character reference does not stop them:
    /// an element between the characters does.
    /// </summary>
    private static string BreakLinks(string text, Func<char, string?> escape)
    {
        var result = new StringBuilder(text.Length + 16);

        for (var index = 0; index < text.Length; index++)
        {
            var next = index + 1 < text.Length ? text[index + 1] : ' ';
            var breaks = text[index] switch
            {
                '@' or '#' => true,
                ':' => next != ' ',
                '.' => EndsWith(text, index, "www"),
                '-' => EndsWith(text, index, "GH") && char.IsAsciiDigit(next),
                _ => false,
            };

            result.Append(escape(text[index]) ?? text[index].ToString()).Append(breaks ? "<wbr>" : "");
        }

        return result.ToString();
    }

    private static bool EndsWith(string text, int end, string word) =>
        end >= word.Length && string.Compare(text, end - word.Length, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0;

    private static string EscapeLineStart(string text)
    {
        var start = text.Length - text.TrimStart(' ').Length;

        if (start < text.Length && text[start] is '-' or '+')
        {
            return text.Insert(start, "\\");
        }

        var end = start;

        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end > start && end < text.Length && text[end] is '.' or ')' ? text.Insert(end, "\\") : text;
    }

    private static int LongestRun(string text, char sign)
    {
        var longest = 0;
        var run = 0;

        foreach (var c in text)
        {
            run = c == sign ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    private static string Replace(string text, Func<char, string?> replacement)
    {
        var result = new StringBuilder(text.Length + 16);

        foreach (var c in text)
        {
            result.Append(replacement(c) ?? c.ToString());
        }

        return result.ToString();
    }

    private static string SpellInvisible(string text, bool keepLines)
    {
        StringBuilder? result = null;

        for (var index = 0; index < text.Length;)
        {
            var status = Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out var length);
            var lone = status != System.Buffers.OperationStatus.Done;
            var kept = !lone && (!IsInvisible(rune) || (keepLines && rune.Value is '\n' or '\t'));

            if (!kept)
            {
                result ??= new StringBuilder(text, 0, index, text.Length + 16);
                result.Append($"⟨U+{(lone ? text[index] : rune.Value):X4}⟩");
            }
            else
            {
                result?.Append(text, index, length);
            }

            index += length;
        }

        return result?.ToString() ?? text;
    }

    private static bool IsInvisible(Rune rune) => rune.Value != ' ' && (rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or 0x2800 or 0x3164 or 0xFFA0
        or (>= 0x180B and <= 0x180F) or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse);
}
