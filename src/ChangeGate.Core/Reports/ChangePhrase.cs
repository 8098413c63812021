namespace ChangeGate.Reports;

/// <summary>What one change does, in a form that several of a kind can share: <c>drops column</c>, <c>orders.note</c>.</summary>
/// <param name="Action">A verb and a noun; the name follows.</param>
/// <param name="Name">As prose (names between backticks); empty where there is none.</param>
/// <param name="Tail">What follows the name; phrases with a tail stand alone.</param>
internal sealed record ChangePhrase(string Action, string Name = "", string Tail = "")
{
    /// <summary>Upkeep that a summary leaves out when there is anything else to say.</summary>
    public bool IsMinor { get; init; }

    public override string ToString() => string.Join(' ', new[] { Action, Name, Tail }.Where(text => text.Length > 0));

    /// <summary>Several of one kind in one phrase: <c>drops columns `a`, `b`</c>.</summary>
    public static string Of(IReadOnlyList<ChangePhrase> alike) =>
        alike.Count == 1
            ? alike[0].ToString()
            : $"{Plural(alike[0].Action)} {string.Join(", ", alike.Take(Shown).Select(phrase => phrase.Name))}{(alike.Count > Shown ? $" and {alike.Count - Shown} more" : "")}";

    private const int Shown = 4;

    private static string Plural(string action) => action switch
    {
        _ when action.EndsWith("index", StringComparison.Ordinal) => action + "es",
        _ when action.EndsWith("policy", StringComparison.Ordinal) || action.EndsWith("foreign key on", StringComparison.Ordinal) => Replaced(action),
        _ when action.EndsWith(" of", StringComparison.Ordinal) || action.EndsWith(" to", StringComparison.Ordinal) || action.EndsWith(" on", StringComparison.Ordinal)
            || action.EndsWith(" from", StringComparison.Ordinal) || action.EndsWith(" into", StringComparison.Ordinal) => action,
        _ when action.Contains(' ', StringComparison.Ordinal) => action + "s",
        _ => action,
    };

    private static string Replaced(string action) =>
        action.EndsWith("policy", StringComparison.Ordinal) ? action[..^1] + "ies" : action.Replace("foreign key", "foreign keys", StringComparison.Ordinal);
}
