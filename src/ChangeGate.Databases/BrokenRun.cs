using ChangeGate.Text;

namespace ChangeGate.Databases;

/// <summary>The latest run of a database, which did not come to its end.</summary>
/// <param name="Id">As the journal has it.</param>
/// <param name="SetDigest">Of what was allowed to run.</param>
public sealed record BrokenRun(string Id, Digest SetDigest)
{
    /// <summary>The run that it was taking back; null for one that went forward.</summary>
    public string? RollsBack { get; init; }

    /// <summary>Migrations of its set that stand, by it or by a run that it went on with.</summary>
    public EquatableList<string> Applied { get; init; }
}
