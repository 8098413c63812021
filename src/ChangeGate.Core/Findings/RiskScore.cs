using ChangeGate.Text;

namespace ChangeGate.Findings;

/// <summary>low &lt; 20 ≤ moderate &lt; 50 ≤ high &lt; 80 ≤ critical. The zero value is the worst.</summary>
public enum RiskLevel
{
    Critical,
    High,
    Moderate,
    Low,
}

/// <summary>What one finding, or a fact about the set, adds to the score.</summary>
/// <param name="Finding">Index into the assessment's findings; null for a part that belongs to the whole set (the author's kind).</param>
/// <param name="Points">What it adds to the score, the worst being counted first and in full.</param>
public sealed record RiskPart(int? Finding, Hazard Hazard, int Points, string Because);

/// <summary>0 to 100, with its reasons: the points of the parts add up to the score.</summary>
public sealed record RiskScore(int Score, EquatableList<RiskPart> Parts)
{
    public RiskLevel Level => Score switch
    {
        < 20 => RiskLevel.Low,
        < 50 => RiskLevel.Moderate,
        < 80 => RiskLevel.High,
        _ => RiskLevel.Critical,
    };
}
