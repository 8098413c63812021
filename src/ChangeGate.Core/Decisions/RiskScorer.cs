using System.Globalization;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Rollbacks;
using ChangeGate.Text;

namespace ChangeGate.Decisions;

/// <summary>
/// From findings to one number. The worst finding counts in full and each further one half as much as the one before it, so many small things do not
/// add up to a catastrophe, and yet one more never makes the whole look safer.
/// </summary>
public static class RiskScorer
{
    /// <param name="reversibility">By the path of the migration; one that is not there cannot be taken back.</param>
    public static RiskScore Score(IReadOnlyList<Finding> findings, IReadOnlyDictionary<string, Reversibility> reversibility, AuthorKind author)
    {
        var weighed = findings.Select((finding, index) => Weigh(finding, reversibility.GetValueOrDefault(finding.Path)) with { Index = index }).ToList();
        weighed.RemoveAll(weight => findings[weight.Index].Suppressed is not null);
        weighed.Sort(static (one, other) => one.Points == other.Points ? one.Index.CompareTo(other.Index) : other.Points.CompareTo(one.Points));

        var parts = new List<RiskPart>();
        var (sum, share) = (0.0, 1.0);

        foreach (var weight in weighed)
        {
            var points = Round(sum + (weight.Points * share)) - Round(sum);
            sum += weight.Points * share;
            share /= 2;

            if (points > 0)
            {
                parts.Add(new RiskPart(weight.Index, weight.Hazard, points, weight.Because));
            }
        }

        if (ByAuthor(author) is { } factor && weighed.Count > 0 && Round(sum * factor) - Round(sum) is var added and > 0)
        {
            sum *= factor;
            parts.Add(new RiskPart(null, weighed[0].Hazard, added, author == AuthorKind.Agent ? "An agent wrote it." : "Nobody said who wrote it, so it counts as written by an agent."));
        }

        return new RiskScore(Round(sum), [.. parts]);
    }

    private static int Round(double sum) => (int)Math.Round(Math.Min(sum, 100), MidpointRounding.AwayFromZero);

    private static double? ByAuthor(AuthorKind author) => author == AuthorKind.Person ? null : 1.2;

    private static Weight Weigh(Finding finding, Reversibility reversibility)
    {
        var worst = finding.Hazards.Count == 0 ? Hazard.Convention : finding.Hazards.MaxBy(hazard => BasePoints(finding.Risk, hazard) * Exposure(hazard, finding.Rows).Factor * Undoing(hazard, reversibility).Factor);
        var exposure = Exposure(worst, finding.Rows);
        var undoing = Undoing(worst, reversibility);
        string[] reasons = [$"{worst.ToKeyword()} ({finding.Risk.ToString().ToLowerInvariant()})", exposure.Because, undoing.Because];

        return new Weight(BasePoints(finding.Risk, worst) * exposure.Factor * undoing.Factor, worst, string.Join(", ", reasons.Where(static reason => reason.Length > 0)));
    }

    private static double BasePoints(Risk risk, Hazard hazard)
    {
        double danger = hazard switch
        {
            Hazard.DataLoss => 55,
            Hazard.Unreadable => 52,
            Hazard.Security => 50,
            Hazard.Integrity => 42,
            Hazard.Rewrite => 40,
            Hazard.Availability => 36,
            Hazard.Compatibility => 34,
            Hazard.Correctness => 34,
            Hazard.Irreversible => 30,
            _ => 12,
        };

        return risk switch
        {
            Risk.Danger => danger,
            Risk.Caution => danger * 0.5,
            _ => danger * 0.08,
        };
    }

    // Rows make waiting longer and loss larger; few of them never make a loss small.
    private static (double Factor, string Because) Exposure(Hazard hazard, long? rows)
    {
        if (rows is not { } count)
        {
            return (1, "");
        }

        var because = $"{count.ToString("N0", CultureInfo.InvariantCulture)} rows";

        return hazard switch
        {
            Hazard.Availability or Hazard.Rewrite => (count switch { >= 10_000_000 => 2, >= 1_000_000 => 1.6, >= 10_000 => 1, _ => 0.5 }, because),
            Hazard.DataLoss => (count switch { >= 10_000_000 => 1.5, >= 1_000_000 => 1.25, _ => 1 }, because),
            _ => (1, ""),
        };
    }

    private static (double Factor, string Because) Undoing(Hazard hazard, Reversibility reversibility) => (hazard, reversibility) switch
    {
        (Hazard.DataLoss or Hazard.Irreversible, Reversibility.WithData) => (0.8, "a rollback brings the values back"),
        (Hazard.DataLoss or Hazard.Irreversible, Reversibility.SchemaOnly) => (1.1, "a rollback brings back the schema alone"),
        (Hazard.DataLoss or Hazard.Irreversible, _) => (1.3, "there is no rollback"),
        _ => (1, ""),
    };

    private sealed record Weight(double Points, Hazard Hazard, string Because)
    {
        public int Index { get; init; }
    }
}
