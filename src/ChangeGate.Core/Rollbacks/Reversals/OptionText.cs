using ChangeGate.Text;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>Storage parameters (<c>fillfactor=70</c>) back to what they were.</summary>
internal static class OptionText
{
    public static IEnumerable<string> Undo(EquatableList<string> before, EquatableList<string> after)
    {
        var names = before.Select(NameOf).ToHashSet();
        var added = after.Where(option => !names.Contains(NameOf(option))).Select(NameOf).ToList();
        var changed = before.Except(after).ToList();

        if (added.Count > 0)
        {
            yield return $"RESET ({string.Join(", ", added)})";
        }

        if (changed.Count > 0)
        {
            yield return $"SET ({string.Join(", ", changed)})";
        }
    }

    private static string NameOf(string option) => option.Split('=', 2)[0].Trim();
}
