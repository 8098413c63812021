using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Approvals;

/// <summary>A review, or a command that stands for one, as its host told it to whoever asked: nobody signed it, so it is worth what the word of the one who asked is worth.</summary>
public sealed record ReviewWitness
{
    /// <summary>Where it can be read: <c>https://github.com/OWNER/NAME/pull/7#pullrequestreview-12</c>.</summary>
    public required string Url { get; init; }

    /// <summary>The number of the account: logins can be given to others.</summary>
    public required long Account { get; init; }

    /// <summary>What was looked at; empty for a command, which names the digest itself.</summary>
    public required string Commit { get; init; }

    /// <summary>The reviewer wrote the digest out.</summary>
    public bool NamesDigest { get; init; }

    /// <summary>Of those that the policy names, the teams in which the reviewer was, ownership of what is changed among them.</summary>
    public EquatableList<string> Teams { get; init; }

    /// <summary>The host's own addresses of the account, under which it commits.</summary>
    public EquatableList<string> Emails { get; init; }

    /// <summary>The reviewer as the gate knows approvers.</summary>
    /// <param name="name">With an @, so that no listed approver is taken for it.</param>
    public Approver ToApprover(string name) => new(name, PublicKeyPem: "") { Teams = Teams, Emails = Emails };

    /// <summary>Whether consent that was witnessed counts for a request: all that can be asked again without the host.</summary>
    public static ApprovalCheck Check(ApprovalCheck witnessed, ApprovalRequest request) => witnessed switch
    {
        { Approval: not { }, Counts: true } or { Review: null } => Refused(witnessed, ApprovalProblem.Unreadable, "It does not say what was approved."),
        _ when witnessed.Review.IsAuthor(witnessed.Approval!.Approver, request.Authorship) => Refused(witnessed, ApprovalProblem.AuthorsOwn, $"`{witnessed.Approval.Approver}` is an author of this change; authors do not approve."),
        { Approval: var approval } when approval.Target != request.Target => Refused(witnessed, ApprovalProblem.OtherTarget, $"It is for target `{approval.Target}`, not `{request.Target}`."),
        { Approval: var approval } when approval.Digest != request.ProtectedDigest => Refused(witnessed, ApprovalProblem.OtherDigest, $"It covers {approval.Digest.Short}, not {request.ProtectedDigest.Short}."),
        { Approval: var approval } when approval.GivenAt - request.Now > ApprovalVerifier.ClockSkew => Refused(witnessed, ApprovalProblem.FromTheFuture, $"It is dated {Timestamp.Write(approval.GivenAt)}, which is in the future."),
        { Approval: var approval } when request.Now - approval.GivenAt > request.Policy.ApprovalsValidFor => Refused(witnessed, ApprovalProblem.Expired, $"It was given on {Timestamp.Write(approval.GivenAt)}, longer ago than the policy lets an approval count."),
        { Approval: var approval } when TableRows.Outgrown(approval.Sizes, request.Sizes) is { } outgrown => Refused(witnessed, ApprovalProblem.Outgrown, outgrown),
        _ => witnessed,
    };

    // Authors are known by the bare login as well.
    private bool IsAuthor(string name, Authorship authorship) => authorship.Includes(ToApprover(name)) || authorship.Includes(ToApprover(name.TrimStart('@')));

    private static ApprovalCheck Refused(ApprovalCheck check, ApprovalProblem problem, string because) => check with { Counts = false, Problem = problem, Because = because };
}
