namespace ChangeGate.Text;

/// <summary>Patterns in which <c>*</c> stands for any characters, also none. Letter case does not matter. Time is linear in both texts but for stars.</summary>
public static class Wildcard
{
    public static bool Matches(string pattern, string text)
    {
        var (atPattern, atText, star, resume) = (0, 0, -1, 0);

        while (atText < text.Length)
        {
            if (atPattern < pattern.Length && pattern[atPattern] == '*')
            {
                star = atPattern++;
                resume = atText;
            }
            else if (atPattern < pattern.Length && char.ToUpperInvariant(pattern[atPattern]) == char.ToUpperInvariant(text[atText]))
            {
                atPattern++;
                atText++;
            }
            else if (star >= 0)
            {
                atPattern = star + 1;
                atText = ++resume;
            }
            else
            {
                return false;
            }
        }

        return pattern.AsSpan(atPattern).IndexOfAnyExcept('*') < 0;
    }
}
