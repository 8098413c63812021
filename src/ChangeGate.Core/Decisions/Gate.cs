using ChangeGate.Approvals;
using ChangeGate.Policies;
using ChangeGate.Text;

namespace ChangeGate.Decisions;

/// <summary>Lays a policy over what is known of a set. Every clause is asked and every answer kept; the strictest decides.</summary>
public static class Gate
{
    private const string NoClause = "built-in";

    public static Decision Decide(Assessment assessment, Policy policy, IReadOnlyList<ApprovalCheck> approvals) =>
        Decide(PolicyFacts.Of(assessment), policy, approvals);

    internal static Decision Decide(PolicyFacts facts, Policy policy, IReadOnlyList<ApprovalCheck> approvals)
    {
        facts = facts with { Findings = [.. facts.Findings.Where(finding => !finding.IsExcepted || SuppressedFindings.Refusal(policy, finding) is not null)] };

        var rulings = policy.Clauses
            .Select(clause => Rule(clause, facts, new Consent(policy, facts.Authorship, approvals)))
            .OfType<Ruling>()
            .ToList();

        EquatableList<Reason> reasons = rulings.Count == 0
            ? [new Reason(Verdict.Allowed, NoClause, "No clause of the policy asks for anything.")]
            : [.. rulings.Select(ruling => ruling.Reason)];

        return new Decision
        {
            Verdict = Decision.StrictestOf(reasons),
            Reasons = reasons,
            Requirements = [.. rulings.Select(ruling => ruling.Requirement).OfType<RequirementState>()],
            Approvals = [.. approvals],
        };
    }

    private static Ruling? Rule(Clause clause, PolicyFacts facts, Consent consent)
    {
        if (clause is { Require: null, Deny: null } or { Require.Approvals: < 1 })
        {
            return new Ruling(new Reason(Verdict.Denied, clause.Name, "The clause says neither what it denies nor what it requires, so nothing passes it."), null);
        }

        if (ClauseMatch.Find(clause.When, facts) is not { } match)
        {
            return null;
        }

        if (clause.Deny is { } sentence && match.Certain)
        {
            return new Ruling(new Reason(Verdict.Denied, clause.Name, $"{sentence} {match.Because}"), null);
        }

        // What may or may not be forbidden waits for a person who has looked.
        return Require(clause, clause.Require ?? new Requirement(1, [BuiltInPolicy.AnyoneButAuthor]), match, consent);
    }

    private static Ruling Require(Clause clause, Requirement requirement, ClauseMatch match, Consent consent)
    {
        var given = consent.To(requirement);
        var state = new RequirementState(clause.Name, requirement, Math.Min(given.Count, requirement.Approvals));
        var from = Consent.Describe(requirement);
        var asked = requirement.Approvals == 1 ? $"one approval {from}" : $"{requirement.Approvals} approvals {from}";

        var because = given.Count == 0
            ? $"{match.Because} It needs {asked}; there is none."
            : $"{match.Because} It needs {asked}; given by {string.Join(", ", given.Select(name => $"`{name}`"))}.";

        return new Ruling(new Reason(state.IsMet ? Verdict.Allowed : Verdict.Pending, clause.Name, because), state);
    }

    private sealed record Ruling(Reason Reason, RequirementState? Requirement);
}
