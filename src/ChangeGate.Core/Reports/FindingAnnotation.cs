using ChangeGate.Findings;

namespace ChangeGate.Reports;

/// <summary>A finding beside the lines that it speaks of.</summary>
/// <param name="Path">From the root of the repository, as the file is really named: it is compared, not shown.</param>
/// <param name="Risk">A danger is a failure on GitHub, a caution a warning.</param>
public sealed record FindingAnnotation(string Path, Risk Risk)
{
    public required int StartLine { get; init; }

    public required int EndLine { get; init; }

    /// <summary>Columns are given only where both ends are on one line.</summary>
    public int? StartColumn { get; init; }

    public int? EndColumn { get; init; }

    /// <summary>On one line, at most <see cref="FindingAnnotations.LongestTitle"/> characters.</summary>
    public required string Title { get; init; }

    /// <summary>Lines of plain text, at most <see cref="FindingAnnotations.LargestMessage"/> bytes: what happens to whom, and the safe way.</summary>
    public required string Message { get; init; }
}
