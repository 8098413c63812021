using ChangeGate.Policies;
using ChangeGate.Schemas;

namespace ChangeGate.Decisions;

/// <summary>What a judgement looks at beside the migrations.</summary>
public sealed record AssessmentOptions
{
    /// <summary>Sizes of the production database; null where nobody read them.</summary>
    public SchemaStatistics? Statistics { get; init; }

    /// <summary>Says which findings an author may except.</summary>
    public Policy Policy { get; init; } = BuiltInPolicy.Policy;

    /// <summary>Also the rules that are off by default.</summary>
    public bool AllRules { get; init; }
}
