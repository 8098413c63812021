using ChangeGate.Cli.Sources;
using ChangeGate.Decisions;
using ChangeGate.Sql;

namespace ChangeGate.Cli.Judging;

/// <summary>From a proposal to a judgement: reads the SQL, runs the rules, looks at the approvals and asks the policy.</summary>
internal sealed class ProposalJudge(TimeProvider clock)
{
    public Judgement Judge(Proposal proposal, ProposalRequest request) =>
        Decide(Assess(proposal, request), proposal, request);

    /// <summary>All that is to be known before policy and approvals.</summary>
    public static Assessment Assess(Proposal proposal, ProposalRequest request) => proposal.Folded is { } folded ? AssessorOf(proposal, request).Assess(proposal.Set, folded) : AssessorOf(proposal, request).Assess(proposal.Set);

    /// <summary>The history of a set, to be assessed more than once.</summary>
    public static FoldedHistory Fold(Proposal proposal, ProposalRequest request) => AssessorOf(proposal, request).Fold(proposal.Set);

    /// <summary>Each migration of a history as if it alone were proposed.</summary>
    public static IEnumerable<Assessment> AssessEach(Proposal proposal, ProposalRequest request) => AssessorOf(proposal, request).Replay(proposal.Set);

    public static IEnumerable<Judgement> Replay(Proposal proposal, ProposalRequest request) =>
        AssessEach(proposal, request).Select(assessment => new Judgement(assessment, proposal.Policy, Gate.Decide(assessment, proposal.Policy, [])));

    private static Assessor AssessorOf(Proposal proposal, ProposalRequest request) =>
        new(SqlDialects.For(proposal.Set.Dialect), new AssessmentOptions { Statistics = proposal.Statistics, Policy = proposal.Policy, AllRules = request.AllRules });

    /// <summary>With the approvals that lie there, under the policy of the proposal.</summary>
    public Judgement Decide(Assessment assessment, Proposal proposal, ProposalRequest request)
    {
        var approvals = ApprovalFolder.Check(request.Approvals, assessment, proposal.Policy, clock.GetUtcNow());

        return new Judgement(assessment, proposal.Policy, Gate.Decide(assessment, proposal.Policy, approvals));
    }
}
