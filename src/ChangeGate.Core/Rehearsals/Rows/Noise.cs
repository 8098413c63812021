namespace ChangeGate.Rehearsals.Rows;

/// <summary>Numbers that look random and are the same every time (SplitMix64).</summary>
internal static class Noise
{
    public static ulong Mix(ulong value)
    {
        var mixed = unchecked(value + 0x9E3779B97F4A7C15UL);
        mixed = unchecked((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9UL);
        mixed = unchecked((mixed ^ (mixed >> 27)) * 0x94D049BB133111EBUL);

        return mixed ^ (mixed >> 31);
    }

    /// <summary>FNV-1a: the runtime's own hash of a string is another one in every process.</summary>
    public static ulong Of(ulong seed, string text)
    {
        var hash = seed ^ 0xCBF29CE484222325UL;

        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 0x100000001B3UL);
        }

        return Mix(hash);
    }
}
