using ChangeGate.Decisions;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Reports;

namespace ChangeGate.Cli.Doctor;

/// <summary>The policy: what would get past it, and what it asks that nobody can give.</summary>
internal static class PolicyPoints
{
    private static readonly (string Name, string What, Func<PolicyProbe, bool> IsHeld, string Remedy)[] Probes =
    [
        ("policy-data-loss", "A table or a column can be dropped without anybody's approval", probe => IsHeld(probe.DropTable(AuthorKind.Person)) && IsHeld(probe.DropColumn()), "when: { hazard: [data-loss, irreversible] }"),
        ("policy-unreadable", "SQL that could not be read needs nobody's approval", probe => IsHeld(probe.Unreadable()), "when: { hazard: unreadable }"),
        ("policy-security", "Rights can be given to everybody without anybody's approval", probe => probe.Grant() is not { } grant || IsHeld(grant), "when: { hazard: security }"),
        ("policy-history", "A migration that has run can be edited without anybody's approval", probe => IsHeld(probe.EditHistory()), "when: { migration: [edited-after-applied, renamed-after-applied, deleted-after-applied] }"),
        ("policy-agents", "An agent's proposal needs no more than a person's", IsStricterToAgents, "when: { author: agent, risk: { atLeast: high } }"),
    ];

    public static IEnumerable<SetupPoint> Of(Configuration configuration)
    {
        var policy = configuration.Policy;
        var open = Probes.Select(probe => (Probe: probe, Targets: configuration.Targets.Where(target => !probe.IsHeld(new PolicyProbe(policy, target))).Select(target => target.Name).ToList())).Where(entry => entry.Targets.Count > 0).ToList();

        if (open.All(entry => entry.Probe.Name == "policy-agents"))
        {
            yield return new SetupPoint("policy", PointState.Holds, $"{(policy.IsBuiltIn ? "The built-in policy" : Wording.Count(policy.Clauses.Count, "clause", "clauses"))} would hold a dropped table, a dropped column, rights, unreadable SQL and edited history");
        }

        foreach (var (probe, targets) in open)
        {
            var where = targets.Count == configuration.Targets.Count ? "" : $" of {Prose.Names(targets)}";
            yield return new SetupPoint(probe.Name, PointState.Warns, $"{probe.What}{where}.") { Remedy = $"Add a clause: `{probe.Remedy}`." };
        }

        foreach (var clause in policy.Clauses.Where(clause => clause.Require is { } require && IsOutOfReach(require)))
        {
            yield return new SetupPoint("policy-people", PointState.Fails, $"{Prose.Name(clause.Name)} asks for {Wording.Count(clause.Require!.Approvals, "approval", "approvals")} and names {Wording.Count(clause.Require.From.Count, "person", "people")}: nobody can open it.") { Remedy = "Name more people or a team, or ask for fewer approvals." };
        }

        foreach (var approver in policy.Approvers.Where(approver => approver.Emails.Count == 0))
        {
            yield return new SetupPoint("approver-emails", PointState.Warns, $"{Prose.Name(approver.Name)} has no `emails`: nobody can tell when they approve what they wrote themselves.") { Remedy = "List the addresses with which they commit." };
        }
    }

    private static bool IsHeld(Decision decision) => decision.Verdict != Verdict.Allowed;

    private static bool IsStricterToAgents(PolicyProbe probe)
    {
        var (person, agent) = (probe.DropTable(AuthorKind.Person), probe.DropTable(AuthorKind.Agent));
        return agent.Verdict < person.Verdict || agent.Verdict == Verdict.Denied || Weight(agent) > Weight(person);
    }

    // The largest number counts: one approval meets every clause that asks for one.
    private static int Weight(Decision decision) => decision.Requirements.Select(state => state.Requirement.Approvals).DefaultIfEmpty().Max();

    private static bool IsOutOfReach(Requirement require) =>
        require.From.Count > 0 && require.From.Count < require.Approvals && !require.From.Any(who => who == BuiltInPolicy.AnyoneButAuthor || who.StartsWith("team:", StringComparison.Ordinal));
}
