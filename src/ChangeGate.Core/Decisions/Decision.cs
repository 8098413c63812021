using ChangeGate.Approvals;
using ChangeGate.Policies;
using ChangeGate.Text;

namespace ChangeGate.Decisions;

/// <summary>The strictest is the least: the zero value refuses.</summary>
public enum Verdict
{
    Denied,
    Pending,
    Allowed,
}

/// <summary>One clause's contribution to a decision.</summary>
/// <param name="Because">A sentence that names what made the clause apply.</param>
public sealed record Reason(Verdict Verdict, string Clause, string Because);

/// <summary>What a clause asks for, and how much of it is given.</summary>
/// <param name="Met">Approvals that count, at most those asked for.</param>
public sealed record RequirementState(string Clause, Requirement Requirement, int Met)
{
    public bool IsMet => Met >= Requirement.Approvals;
}

/// <summary>What the gate says about a set, and every reason it has for saying so.</summary>
public sealed record Decision
{
    public required Verdict Verdict { get; init; }

    public required EquatableList<Reason> Reasons { get; init; }

    public EquatableList<RequirementState> Requirements { get; init; }

    /// <summary>All approvals that were looked at, those that do not count too.</summary>
    public EquatableList<ApprovalCheck> Approvals { get; init; }

    /// <summary>The strictest reason decides; no reason at all is a refusal.</summary>
    public static Verdict StrictestOf(EquatableList<Reason> reasons) =>
        reasons.Count == 0 ? Verdict.Denied : reasons.Min(reason => reason.Verdict);
}
