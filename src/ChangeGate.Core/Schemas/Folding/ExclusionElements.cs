using System.Text.RegularExpressions;

namespace ChangeGate.Schemas.Folding;

/// <summary>The expressions before WITH in the text of an EXCLUDE constraint: <c>USING gist (room WITH =, during WITH &amp;&amp;)</c>.</summary>
internal static partial class ExclusionElements
{
    public static IEnumerable<string> Of(string text)
    {
        foreach (Match match in Element().Matches(text))
        {
            var element = match.Groups["element"].Value.Trim();
            yield return Method().Replace(element, "");
        }
    }

    [GeneratedRegex("""(?<element>[^,]+?)\s+with\s+[^\s,)\w]+""", RegexOptions.IgnoreCase)]
    private static partial Regex Element();

    [GeneratedRegex("""^\s*(using\s+\w+\s*)?\((?=[^)]*$)""", RegexOptions.IgnoreCase)]
    private static partial Regex Method();
}
