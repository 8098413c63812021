namespace Cake.ChangeGate;

/// <summary>What <c>ChangeGateVerify</c> found: <c>docs/schema/verify.schema.json</c>.</summary>
/// <param name="Verdict">Allowed when every claim holds, else denied.</param>
/// <param name="Claims">Each with its answer.</param>
public sealed record ChangeGateVerifyResult(ChangeGateVerdict Verdict, IReadOnlyList<ChangeGateClaim> Claims);

/// <summary>One claim of a bundle.</summary>
/// <param name="Code"><c>E03</c>.</param>
/// <param name="Claim">In words.</param>
/// <param name="Verdict"><c>pass</c>, <c>fail</c> or <c>not-applicable</c>.</param>
/// <param name="Because">What it rests on.</param>
public sealed record ChangeGateClaim(string Code, string Claim, string Verdict, string Because);
