using ChangeGate.Findings;
using ChangeGate.Rehearsals;

namespace ChangeGate.Reports;

/// <summary>What can go wrong, in few words.</summary>
internal static class DangerText
{
    private const int Shown = 3;

    /// <summary><c>loses stored values (1.2 million rows); blocks reads and writes to `orders`</c>.</summary>
    /// <param name="findings">Of one migration.</param>
    /// <param name="atSize">How long a finding's statement would take where it is to run; null where that is not known.</param>
    public static string Summarize(IReadOnlyList<Finding> findings, Func<Finding, SizeEstimate?> atSize)
    {
        var open = findings.Where(finding => finding.Suppressed is null).OrderBy(finding => finding.Risk).ToList();
        var phrases = open.SelectMany(finding => Phrases(finding, atSize(finding))).Distinct().ToList();

        return phrases.Count switch
        {
            0 => "none",
            <= Shown => string.Join("; ", phrases),
            _ => $"{string.Join("; ", phrases.Take(Shown))}; and {phrases.Count - Shown} more",
        };
    }

    public static string Describe(Hazard hazard) => hazard switch
    {
        Hazard.Unreadable => "could not be read",
        Hazard.DataLoss => "loses stored values",
        Hazard.Irreversible => "has no undo of its own",
        Hazard.Security => "changes who may do what",
        Hazard.Integrity => "weakens integrity",
        Hazard.Availability => "blocks others",
        Hazard.Rewrite => "rewrites the table",
        Hazard.Compatibility => "breaks code that runs now",
        Hazard.Correctness => "may not do what it seems to",
        _ => "departs from a convention",
    };

    /// <summary><c>ACCESS EXCLUSIVE on `orders`, `users`: blocks reads and writes; reads every row</c>.</summary>
    public static string Describe(LockEffect effect)
    {
        var work = (effect.Rewrites, effect.Scans) switch
        {
            (true, _) => "; writes the whole table anew",
            (_, true) => "; reads every row",
            _ => "",
        };

        return $"{effect.Mode} on {Relations(effect)}: blocks {effect.Blocks}{work}{(effect.Besides is { } other ? $"; {Describe(other)}" : "")}";
    }

    private static IEnumerable<string> Phrases(Finding finding, SizeEstimate? estimate) =>
        finding.Hazards.OrderBy(hazard => hazard).Take(2).Select(hazard => (hazard, finding) switch
        {
            (Hazard.Availability, { Lock: { } effect }) when estimate is not null => $"blocks {effect.Blocks} to {Relations(effect)} for {RehearsalText.AtSize(estimate)}",
            (Hazard.DataLoss, { Rows: { } rows }) => $"loses stored values ({Wording.Count(rows, "row", "rows")})",
            (Hazard.Availability, { Lock: { } effect, Rows: { } rows }) => $"blocks {effect.Blocks} to {Relations(effect)} ({Wording.Count(rows, "row", "rows")})",
            (Hazard.Availability, { Lock: { } effect }) => $"blocks {effect.Blocks} to {Relations(effect)}",
            _ => Describe(hazard),
        });

    private static string Relations(LockEffect effect) => effect.Relations.Count switch
    {
        0 => "the database",
        <= 3 => Wording.List([.. effect.Relations.Select(Prose.Name)]),
        _ => $"{Prose.Name(effect.Relations[0])} and {effect.Relations.Count - 1} more",
    };
}
