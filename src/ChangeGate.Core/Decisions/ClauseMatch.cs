using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Text;

namespace ChangeGate.Decisions;

/// <summary>Why a clause applies.</summary>
/// <param name="Certain">False when only SQL that could not be read makes it apply: it may be what the clause speaks of, or not.</param>
/// <param name="Because">One sentence; names in it may be hostile.</param>
internal sealed record ClauseMatch(bool Certain, string Because)
{
    private const int PlacesNamed = 3;

    /// <summary>null when the clause does not apply.</summary>
    public static ClauseMatch? Find(Condition when, PolicyFacts facts)
    {
        if (!HoldsForSet(when, facts))
        {
            return null;
        }

        var findings = facts.Findings.Where(finding => AsksForFindings(when) && (finding.IsUnreadable || Holds(when, finding))).ToList();
        var migrations = facts.Migrations.Where(migration => migration.States.Any(when.Migrations.Contains)).ToList();

        if ((AsksForFindings(when) && findings.Count == 0) || (when.Migrations.Count > 0 && migrations.Count == 0))
        {
            return null;
        }

        var certain = !AsksForFindings(when) || findings.Any(finding => Holds(when, finding));
        var places = findings.Select(Describe).Concat(migrations.Select(migration => Describe(migration, when))).ToList();
        return new ClauseMatch(certain, Sentence(when, facts, places));
    }

    /// <summary>The clause names findings, and this is one of them.</summary>
    public static bool SpeaksOf(Condition when, FindingFact finding) => AsksForFindings(when) && Holds(when, finding);

    private static bool HoldsForSet(Condition when, PolicyFacts facts) =>
        (when.RiskAtLeast is not { } level || facts.Risk <= level)
        && (when.Author is not { } kind || kind == (facts.Authorship.Kind == AuthorKind.Unknown ? AuthorKind.Agent : facts.Authorship.Kind))
        && (when.Environment is not { } environment || environment == facts.EnvironmentClass)
        && (when.Targets.Count == 0 || when.Targets.Contains(facts.Target));

    private static bool AsksForFindings(Condition when) => when.Hazards.Count + when.Rules.Count + when.Objects.Count > 0;

    private static bool Holds(Condition when, FindingFact finding) =>
        (when.Hazards.Count == 0 || finding.Hazards.Any(when.Hazards.Contains))
        && (when.Rules.Count == 0 || when.Rules.Any(rule => Same(rule, finding.Rule) || Same(rule, finding.Id)))
        && (when.Objects.Count == 0 || when.Objects.Any(pattern => Covers(pattern, finding)));

    /// <summary>A pattern covers what is inside the object too, and a pattern without a schema that name in any schema.</summary>
    private static bool Covers(string pattern, FindingFact finding) =>
        finding.Object is { } found
        && (Wildcard.Matches(pattern, found.ToString()) || Wildcard.Matches(pattern, found.Name.ToString()) || Wildcard.Matches(pattern, found.Name.Name));

    private static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);

    private static string Describe(FindingFact finding)
    {
        var place = finding.Line > 0 ? $"`{finding.Path}` line {finding.Line}" : $"`{finding.Path}`";
        return finding.IsUnreadable ? $"{place} (could not be read, so it may be anything)" : $"{place} ({string.Join(", ", finding.Hazards.Select(hazard => Words(hazard.ToKeyword())))})";
    }

    private static string Describe(MigrationFact migration, Condition when) =>
        $"`{migration.Path}` ({string.Join(", ", migration.States.Where(when.Migrations.Contains).Select(state => Words(KebabCase.From(state.ToString()))))})";

    private static string Words(string keyword) => keyword.Replace('-', ' ');

    private static string Sentence(Condition when, PolicyFacts facts, List<string> places)
    {
        var parts = new List<string>();

        if (when.RiskAtLeast is not null)
        {
            parts.Add($"the risk is {KebabCase.From(facts.Risk.ToString())}");
        }

        if (when.Author is not null)
        {
            parts.Add(facts.Authorship.Kind switch
            {
                AuthorKind.Person => "the author is a person",
                AuthorKind.Agent => "the author is an agent",
                _ => "nobody said who the author is, which counts as an agent",
            });
        }

        if (when.Environment is not null)
        {
            parts.Add($"the environment is {KebabCase.From(facts.EnvironmentClass.ToString())}");
        }

        if (when.Targets.Count > 0)
        {
            parts.Add($"the target is `{facts.Target}`");
        }

        parts.AddRange(places.Take(PlacesNamed));

        if (places.Count > PlacesNamed)
        {
            parts.Add($"{places.Count - PlacesNamed} more");
        }

        return parts.Count == 0 ? "It applies to every change." : $"It applies to {string.Join("; ", parts)}.";
    }
}
