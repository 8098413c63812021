using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>How a point of the set-up stands; the zero value fails.</summary>
public enum PointState
{
    Fails,

    /// <summary>Works, and somebody could use it or trip over it.</summary>
    Warns,

    /// <summary>Nobody looked, or nobody could: it is no pass.</summary>
    Unseen,
    Holds,
}

/// <summary>One point of the set-up, as sentences with names between backticks.</summary>
/// <param name="Name">Kebab-case and lasting: programs go by it.</param>
public sealed record SetupPoint(string Name, PointState State, string What)
{
    /// <summary>A file, with a line where one is meant; null where it is in no file.</summary>
    public string? Where { get; init; }

    /// <summary>How to mend it; null where nothing is to be done.</summary>
    public string? Remedy { get; init; }
}

/// <summary>Points that belong together.</summary>
/// <param name="About">Which file, branch or repository; empty where the title says it.</param>
public sealed record SetupSection(string Title, string About, EquatableList<SetupPoint> Points);

/// <summary>What to do next, and the command for it; null where it is none.</summary>
public sealed record NextStep(string Text, string? Command = null);

/// <summary>The set-up of a repository, point by point.</summary>
/// <param name="Subject">What was looked at, after the product's name.</param>
public sealed record SetupReport(string Subject, EquatableList<SetupSection> Sections)
{
    public EquatableList<NextStep> Next { get; init; }

    /// <summary>The last line; null counts the points instead.</summary>
    public string? Conclusion { get; init; }

    public IEnumerable<SetupPoint> Points => Sections.SelectMany(section => section.Points);

    public int Count(PointState state) => Points.Count(point => point.State == state);

    /// <summary>The worst of all points; what was not seen is no trouble by itself.</summary>
    public PointState Worst => Count(PointState.Fails) > 0 ? PointState.Fails : Count(PointState.Warns) > 0 ? PointState.Warns : PointState.Holds;
}
