using ChangeGate.Text;

namespace ChangeGate.Rules.Suppressions;

/// <summary>A comment of the author's that excepts findings: <c>-- changegate:ignore RULE[, RULE] reason</c>.</summary>
/// <param name="Span">The comment, without the end of its line.</param>
/// <param name="Rules">Names or ids, as written.</param>
internal sealed record Suppression(Span Span, EquatableList<string> Rules, string Reason)
{
    /// <summary>The statement that it stands above or behind; null for the whole file, and where it stands at none.</summary>
    public Span? Statement { get; init; }

    /// <summary><c>-- changegate:ignore-file</c>.</summary>
    public bool WholeFile { get; init; }

    /// <param name="place">Of a finding of this file.</param>
    public bool Covers(Span place) => WholeFile || (Statement is { } statement && place.Start >= statement.Start && place.Start < statement.End);
}
