using System.Text.RegularExpressions;
using ChangeGate.Text;

namespace ChangeGate.Migrations;

/// <summary>
/// The part of a file that its tool runs on the way up. Everything else becomes blanks, so that what is left stands on the lines and at the
/// offsets of the file.
/// </summary>
public static partial class UpSection
{
    /// <returns>The text itself where the layout knows no sections, or the file has none: then all of it is judged.</returns>
    public static SourceText Of(SourceText text, MigrationLayout layout)
    {
        var marks = layout switch
        {
            MigrationLayout.Dbmate => DbmateMark().Matches(text.Content),
            MigrationLayout.Goose => GooseMark().Matches(text.Content),
            _ => null,
        };

        if (marks is null || marks.Count == 0)
        {
            return text;
        }

        var left = text.Content.ToCharArray();
        var isUp = false;
        var start = 0;

        foreach (var mark in marks.Append(null))
        {
            var end = mark?.Index ?? left.Length;

            if (!isUp)
            {
                Blank(left, start, end);
            }

            isUp = mark?.Groups["up"].Success == true;
            start = end;
        }

        return new SourceText(text.Path, new string(left));
    }

    private static void Blank(char[] text, int start, int end)
    {
        for (var index = start; index < end; index++)
        {
            text[index] = text[index] is '\n' or '\r' ? text[index] : ' ';
        }
    }

    [GeneratedRegex("""^[ \t]*--[ \t]*migrate:(?:(?<up>up)|down)\b""", RegexOptions.Multiline)]
    private static partial Regex DbmateMark();

    [GeneratedRegex("""^[ \t]*--[ \t]*\+goose[ \t]+(?:(?<up>up)|down)\b""", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex GooseMark();
}
