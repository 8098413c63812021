using ChangeGate.Changes;

namespace ChangeGate.Reports;

/// <summary>A stretch of a sentence: words of ours, or a name from somebody's SQL.</summary>
public readonly record struct ProsePart(string Text, bool IsName);

/// <summary>
/// Sentences as rules, policy and reports write them: plain words with names between backticks, read as CommonMark reads code spans.
/// A name with backticks of its own may shift where words end and names begin; renderers escape both, so nothing but looks depends on it.
/// </summary>
public static class Prose
{
    public static string Name(ObjectName name) => Name(name.ToString());

    public static string Name(ObjectId id) => Name(id.ToString());

    public static string Name(string name)
    {
        if (!name.Contains('`', StringComparison.Ordinal))
        {
            return $"`{name}`";
        }

        var longest = 1;

        for (var index = 0; index < name.Length; index += Math.Max(1, RunAt(name, index)))
        {
            longest = Math.Max(longest, RunAt(name, index));
        }

        var fence = new string('`', longest + 1);
        return $"{fence} {name} {fence}";
    }

    public static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(Name));

    /// <summary>The first of them, and how many more there are.</summary>
    public static string Some(IEnumerable<string> parts, int shown)
    {
        var all = parts.ToList();
        return all.Count <= shown ? string.Join(", ", all) : $"{string.Join(", ", all.Take(shown))} and {all.Count - shown} more";
    }

    public static IEnumerable<ProsePart> Parse(string sentence)
    {
        var words = 0;

        for (var index = 0; index < sentence.Length;)
        {
            var fence = RunAt(sentence, index);
            var close = fence == 0 ? -1 : FindRun(sentence, index + fence, fence);

            if (close < 0)
            {
                index += Math.Max(1, fence);
                continue;
            }

            if (index > words)
            {
                yield return new ProsePart(sentence[words..index], IsName: false);
            }

            yield return new ProsePart(Unpad(sentence[(index + fence)..close], fence), IsName: true);
            index = words = close + fence;
        }

        if (words < sentence.Length)
        {
            yield return new ProsePart(sentence[words..], IsName: false);
        }
    }

    /// <summary>Without the backticks: for places that know no code.</summary>
    public static string Plain(string sentence) => string.Concat(Parse(sentence).Select(part => part.Text));

    /// <summary>Renders each part by its kind.</summary>
    public static string Render(string sentence, Func<string, string> words, Func<string, string> name) =>
        string.Concat(Parse(sentence).Select(part => part.IsName ? name(part.Text) : words(part.Text)));

    private static string Unpad(string name, int fence) =>
        fence > 1 && name.Length > 2 && name[0] == ' ' && name[^1] == ' ' ? name[1..^1] : name;

    private static int RunAt(string text, int index)
    {
        var end = index;

        while (end < text.Length && text[end] == '`')
        {
            end++;
        }

        return end - index;
    }

    private static int FindRun(string text, int from, int length)
    {
        for (var index = from; index < text.Length;)
        {
            var run = RunAt(text, index);

            if (run == length)
            {
                return index;
            }

            index += Math.Max(1, run);
        }

        return -1;
    }
}
