using ChangeGate.Approvals;
using ChangeGate.Migrations;
using ChangeGate.Policies;

namespace ChangeGate.Decisions;

/// <summary>Who consents to a set, asked requirement by requirement.</summary>
internal sealed record Consent(Policy Policy, Authorship Authorship, IReadOnlyList<ApprovalCheck> Approvals)
{
    private const string Team = "team:";

    /// <summary>The people whose approvals count for this requirement, each once.</summary>
    public IReadOnlyList<string> To(Requirement requirement) =>
    [
        .. Approvals
            .Where(check => check is { Counts: true, Approval: not null } && (!requirement.DigestInWords || check.Approval.NamesDigest))
            .Select(check => Policy.Approvers.FirstOrDefault(approver => approver.Name == check.Approval!.Approver))
            .OfType<Approver>()
            .Where(approver => !Authorship.Includes(approver) && IsEligible(approver, requirement))
            .Select(approver => approver.Name)
            .Distinct(StringComparer.OrdinalIgnoreCase),
    ];

    public static string Describe(Requirement requirement)
    {
        var names = requirement.From
            .Where(from => from != BuiltInPolicy.AnyoneButAuthor)
            .Select(from => from.StartsWith(Team, StringComparison.Ordinal) ? $"team `{from[Team.Length..]}`" : $"`{from}`")
            .ToList();

        var people = names.Count == 0 || names.Count < requirement.From.Count ? "by anyone but the author" : $"by {string.Join(" or ", names)}";

        return requirement.DigestInWords ? $"{people}, with the digest in words" : people;
    }

    private static bool IsEligible(Approver approver, Requirement requirement) =>
        requirement.From.Count == 0
        || requirement.From.Any(from => from == BuiltInPolicy.AnyoneButAuthor
            || from == approver.Name
            || (from.StartsWith('@') && string.Equals(from, approver.Name, StringComparison.OrdinalIgnoreCase))
            || (from.StartsWith(Team, StringComparison.Ordinal) && approver.Teams.Contains(from[Team.Length..])));
}
