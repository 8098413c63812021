namespace Cake.ChangeGate;

/// <summary>What <c>ChangeGateCheck</c> found.</summary>
/// <param name="Verdict">The strictest of all decisions.</param>
/// <param name="Decisions">One for each target that was judged.</param>
public sealed record ChangeGateCheckResult(ChangeGateVerdict Verdict, IReadOnlyList<ChangeGateDecision> Decisions)
{
    public IEnumerable<ChangeGateFinding> Findings => Decisions.SelectMany(static decision => decision.Findings);

    /// <summary>The highest of all decisions; null where nothing was judged.</summary>
    public ChangeGateRisk? Risk => Decisions.Select(static decision => decision.Risk).MaxBy(static risk => risk.Score);
}
