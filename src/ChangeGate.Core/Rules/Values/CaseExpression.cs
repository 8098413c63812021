namespace ChangeGate.Rules.Values;

/// <param name="Subject">What each WHEN is compared with; null where each is a condition of its own.</param>
/// <param name="Else">null where there is none, so that what meets no branch becomes NULL.</param>
internal sealed record CaseExpression(ExpressionTokens? Subject, IReadOnlyList<(ExpressionTokens When, ExpressionTokens Then)> Branches, ExpressionTokens? Else);
