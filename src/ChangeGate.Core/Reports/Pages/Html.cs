using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace ChangeGate.Reports.Pages;

/// <summary>
/// A piece of a page. It is made by interpolation, and the compiler keeps the promise: what stands in the literal is ours, what comes through
/// a hole is escaped, unless it is such a piece itself.
/// </summary>
[InterpolatedStringHandler]
internal readonly struct Html(int literalLength, int formattedCount)
{
    private const int LongestName = 400;

    private readonly StringBuilder? _text = new(literalLength + (formattedCount * 16));

    public static Html Empty => $"";

    public static Html Prose(string prose)
    {
        Html html = $"";

        foreach (var part in Reports.Prose.Parse(Escape.Clip(prose.ReplaceLineEndings(" "), 4_000)))
        {
            if (part.IsName)
            {
                html.AppendFormatted(Name(part.Text));
            }
            else
            {
                html.AppendFormatted(part.Text);
            }
        }

        return html;
    }

    public static Html Name(string name) => $"<code>{Escape.Clip(name, LongestName)}</code>";

    /// <summary>Code in lines, as it is.</summary>
    public static Html Sql(string sql) => $"<pre tabindex=\"0\"><code>{Lines(sql)}</code></pre>";

    public static Html Lines(string text)
    {
        Html html = $"";
        html._text!.Append(Escape.HtmlLines(Escape.Clip(text, 60_000)));
        return html;
    }

    /// <summary>A mark with its words; the words carry the meaning, the mark is not read out.</summary>
    public static Html Mark(Tone tone) => $"<span class=\"mark {ClassOf(tone)}\" aria-hidden=\"true\">{tone.Mark()}</span>";

    public static string ClassOf(Tone tone) => tone switch
    {
        Tone.Good => "good",
        Tone.Wait => "wait",
        Tone.Bad => "bad",
        _ => "unknown",
    };

    public static Html When(bool condition, Html html) => condition ? html : Empty;

    public void AppendLiteral(string literal) => _text!.Append(literal);

    public void AppendFormatted(string? text) => _text!.Append(Escape.Html(text ?? ""));

    public void AppendFormatted(int number) => _text!.Append(number.ToString(CultureInfo.InvariantCulture));

    public void AppendFormatted(double number) => _text!.Append(number.ToString("0.##", CultureInfo.InvariantCulture));

    public void AppendFormatted(Html html) => _text!.Append(html._text);

    public void AppendFormatted(IEnumerable<Html> pieces)
    {
        foreach (var piece in pieces)
        {
            AppendFormatted(piece);
        }
    }

    public override string ToString() => _text?.ToString() ?? "";
}
