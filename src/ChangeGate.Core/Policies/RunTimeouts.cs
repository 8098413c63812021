namespace ChangeGate.Policies;

/// <summary>How long a run may wait and work in an environment; null is left to the runner.</summary>
public sealed record RunTimeouts
{
    /// <summary>Waiting for a lock on a table.</summary>
    public TimeSpan? Lock { get; init; }

    /// <summary>One statement that changes the schema while it holds a lock; zero for any time.</summary>
    public TimeSpan? Statement { get; init; }

    /// <summary>One statement that reads or writes rows, or builds an index; zero for any time.</summary>
    public TimeSpan? Build { get; init; }

    /// <summary>Waiting for another run on the same database to end.</summary>
    public TimeSpan? OtherRun { get; init; }

    /// <summary>How often a transaction is tried that failed on a lock, a deadlock or a conflict.</summary>
    public int? Attempts { get; init; }

    internal static RunTimeouts Read(ConfigurationNode node)
    {
        var section = Section.Read(node, "`timeouts`", ConfigurationKeys.Timeouts);

        return new RunTimeouts
        {
            Lock = Duration(section, "lock"),
            Statement = DurationOrNone(section, "statement"),
            Build = DurationOrNone(section, "build"),
            OtherRun = Duration(section, "otherRun"),
            Attempts = section.FindNumber("attempts", 1, 20),
        };
    }

    private static TimeSpan? Duration(Section section, string key) => section.Find(key) is { } node ? Section.ShortDuration(node, $"`{key}`") : null;

    private static TimeSpan? DurationOrNone(Section section, string key) => section.Find(key) is ScalarNode { Value: "none" } ? TimeSpan.Zero : Duration(section, key);
}
