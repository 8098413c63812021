namespace Cake.ChangeGate;

/// <summary>Risk of a whole proposal.</summary>
/// <param name="Score">From 0 to 100.</param>
/// <param name="Level">What the score means to a person.</param>
public sealed record ChangeGateRisk(int Score, ChangeGateRiskLevel Level);

/// <summary>The highest first.</summary>
public enum ChangeGateRiskLevel
{
    Critical,
    High,
    Moderate,
    Low,
}

/// <summary>How bad one finding is, the worst first.</summary>
public enum ChangeGateFindingRisk
{
    Danger,
    Caution,
    Notice,
}
