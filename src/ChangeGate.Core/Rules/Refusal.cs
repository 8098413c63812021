namespace ChangeGate.Rules;

/// <summary>PostgreSQL does not run a script, with this SQLSTATE.</summary>
/// <param name="UpTo">The last major version that refuses it; null for all of them.</param>
public sealed record Refusal(string SqlState, int? UpTo = null);
