namespace ChangeGate.Cli.Manual;

/// <summary>A description as a shell may show it: one line, without codes of terminals.</summary>
internal static class OneLine
{
    public static string Of(string text) => string.Concat(text.ReplaceLineEndings(" ").Where(static letter => !char.IsControl(letter)));
}
