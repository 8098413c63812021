using System.Net;
using System.Text.RegularExpressions;

namespace ChangeGate.Tests.Reports;

/// <summary>A page as a browser sees it, near enough for pages of our own: tags, and the words between them.</summary>
internal sealed partial class Markup
{
    private Markup(IReadOnlyList<string> tags, IReadOnlyList<string> words)
    {
        Tags = tags;
        Words = words;
    }

    /// <summary>Whole, with their attributes, in order.</summary>
    public IReadOnlyList<string> Tags { get; }

    /// <summary>Text nodes outside of code, decoded, in which a host looks for mentions and links.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Tags without those that only dress a name.</summary>
    public IEnumerable<string> Skeleton => Tags.Where(tag => !Dress().IsMatch(tag));

    public static Markup Of(string html)
    {
        var tags = new List<string>();
        var words = new List<string>();
        var code = 0;
        var start = 0;

        foreach (Match match in Tag().Matches(html))
        {
            AddWords(html[start..match.Index]);
            start = match.Index + match.Length;
            tags.Add(match.Value);
            code += match.Groups["name"].Value is "code" or "pre" ? (match.Groups["end"].Length > 0 ? -1 : 1) : 0;
        }

        AddWords(html[start..]);
        return new Markup(tags, words);

        void AddWords(string text)
        {
            if (code <= 0 && !string.IsNullOrWhiteSpace(text))
            {
                words.Add(WebUtility.HtmlDecode(text));
            }
        }
    }

    [GeneratedRegex("""<(?:!--.*?--|(?<end>/?)(?<name>[a-zA-Z!][^\s/>]*)(?:"[^"]*"|'[^']*'|[^'">])*)>""", RegexOptions.Singleline)]
    private static partial Regex Tag();

    [GeneratedRegex("^</?(code|wbr|mark)[ >]")]
    private static partial Regex Dress();
}
