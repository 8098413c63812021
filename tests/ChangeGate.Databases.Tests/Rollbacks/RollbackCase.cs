using ChangeGate.Rollbacks;

namespace ChangeGate.Databases.Tests.Rollbacks;

/// <summary>A schema with rows, and a migration to be taken back from it.</summary>
/// <param name="Name">What is proved, as a sentence.</param>
/// <param name="Base">Makes schema and rows.</param>
/// <param name="Migration">Runs on top of it.</param>
public sealed record RollbackCase(string Name, string Base, string Migration)
{
    public Reversibility Expected { get; init; } = Reversibility.WithData;

    /// <summary>Numbers that were given out are not given out again.</summary>
    public bool MovesSequences { get; init; }

    public override string ToString() => Name;
}
