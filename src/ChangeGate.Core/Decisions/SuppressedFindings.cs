using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Rules;
using ChangeGate.Rules.History;
using ChangeGate.Rules.Suppressions;
using ChangeGate.Text;

namespace ChangeGate.Decisions;

/// <summary>Lays the comments of an author over what was found: what they except stays in sight and no longer counts, as far as the policy lets them.</summary>
internal sealed class SuppressedFindings(Policy policy, bool allRules)
{
    private static readonly SuppressionRule WithoutReason = RuleCatalog.All.OfType<SuppressionWithoutReasonRule>().Single();

    private static readonly SuppressionRule Stale = RuleCatalog.All.OfType<StaleSuppressionRule>().Single();

    private static readonly Lazy<string[]> Names = new(static () => [.. RuleCatalog.All.Select(static rule => rule.Doc.Name)]);

    /// <summary>Of one migration, in the order of their place.</summary>
    public IEnumerable<Finding> Over(IReadOnlyList<Finding> findings, Migration migration, IReadOnlyList<Suppression> suppressions)
    {
        if (suppressions.Count == 0)
        {
            return findings;
        }

        var used = new HashSet<(Suppression, string)>();
        var judged = findings.Select(finding => Judge(finding, migration, suppressions.Where(suppression => suppression.Reason.Length > 0), used)).ToList();

        return judged.Concat(suppressions.SelectMany(suppression => About(suppression, migration, used))).OrderBy(static finding => finding.Span.Start);
    }

    /// <summary>null where the author may except it, else why not: a sentence.</summary>
    public static string? Refusal(Policy policy, FindingFact finding)
    {
        if (finding.IsUnreadable)
        {
            return "What could not be read cannot be excepted.";
        }

        return policy.Suppressions switch
        {
            SuppressionMode.All => null,
            SuppressionMode.Advice when finding.Hazards.FirstOrDefault(IsGrave, Hazard.Convention) is var hazard and not Hazard.Convention => $"The author may not except what is {hazard.ToKeyword()}.",
            SuppressionMode.Advice when policy.Clauses.FirstOrDefault(clause => ClauseMatch.SpeaksOf(clause.When, finding)) is { } clause => $"The author may not except what the clause `{clause.Name}` speaks of.",
            SuppressionMode.Advice => null,
            _ => "The policy lets nobody except findings.",
        };
    }

    private static bool IsGrave(Hazard hazard) => hazard is Hazard.DataLoss or Hazard.Irreversible or Hazard.Security;

    private Finding Judge(Finding finding, Migration migration, IEnumerable<Suppression> suppressions, HashSet<(Suppression, string)> used)
    {
        if (finding.Path != migration.Path)
        {
            return finding;
        }

        var found = suppressions.SelectMany(static suppression => suppression.Rules.Select(rule => (Suppression: suppression, Rule: rule)))
            .Where(pair => pair.Suppression.Covers(finding.Span) && RuleCatalog.Find(pair.Rule)?.Doc.Id == finding.Id).ToList();

        if (found.Count == 0)
        {
            return finding;
        }

        used.UnionWith(found);

        return Refusal(policy, FindingFact.Of(finding)) is { } refusal
            ? finding with { Message = $"{finding.Message} The comment that excepts it is not obeyed. {refusal}" }
            : finding with { Suppressed = found[0].Suppression.Reason };
    }

    private IEnumerable<Finding> About(Suppression suppression, Migration migration, HashSet<(Suppression, string)> used)
    {
        if (suppression.Rules.Count == 0 || suppression.Reason.Length == 0)
        {
            yield return WithoutReason.Report(migration, suppression, suppression.Rules.Count == 0 ? "The comment names no rule, so it excepts nothing." : "The comment gives no reason, so it excepts nothing.");
            yield break;
        }

        foreach (var name in suppression.Rules)
        {
            if (Nothing(name, suppression, used.Contains((suppression, name))) is { } message)
            {
                yield return Stale.Report(migration, suppression, message);
            }
        }
    }

    private string? Nothing(string name, Suppression suppression, bool used)
    {
        if (RuleCatalog.Find(name) is not { } rule)
        {
            return $"There is no rule `{name}`{(NearestName.To(name, Names.Value) is { } near ? $"; `{near}` is one" : "")}. The comment excepts nothing by that name.";
        }

        // A rule that was not asked may have had something to say.
        if (used || (!rule.Doc.DefaultOn && !allRules))
        {
            return null;
        }

        return suppression is { Statement: null, WholeFile: false }
            ? $"The comment that excepts `{rule.Doc.Name}` stands at no statement."
            : $"`{rule.Doc.Name}` reports nothing that this comment could except.";
    }
}
