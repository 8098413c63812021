using System.Text;
using System.Text.RegularExpressions;
using ChangeGate.Decisions;
using ChangeGate.Policies;
using ChangeGate.Reports;
using ChangeGate.TestKit;
using FsCheck;
using FsCheck.Fluent;

namespace ChangeGate.Tests.Reports;

/// <summary>Whatever is judged and however small the limit is: the comment fits, its first lines stand, and nothing in it is left open.</summary>
internal sealed partial class MarkdownLimitTests
{
    private static readonly ReportOptions[] Options =
    [
        SampleJudgements.Written,
        new ReportOptions { Reviews = new ReviewConsent(MustNameDigest: true), ReportUrl = "https://example.com/" + new string('r', 300), CommentKey = "pull request 1" },
        SampleJudgements.Ran with { Reviews = new ReviewConsent(MustNameDigest: false), Evidence = SampleJudgements.Ran.Evidence! with { Name = new string('`', 3_000) } },
    ];

    [Test]
    public void Any_judgement_fits_any_limit() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(50),
            Prop.ForAll(HostileNames.All, Limits, Gen.Choose(1, 60).ToArbitrary(), (name, limit, times) =>
            {
                var judgement = SampleRehearsals.Named(string.Concat(Enumerable.Repeat(name, times)));

                foreach (var options in Options)
                {
                    foreach (var verdict in new[] { Verdict.Pending, Verdict.Denied, Verdict.Allowed })
                    {
                        Holds(MarkdownReport.Render(With(judgement, verdict), options, limit), limit, judgement);
                    }
                }
            }));

    [Test]
    public void Any_number_of_targets_fits_any_limit() =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(15),
            Prop.ForAll(HostileNames.All, Limits, Gen.Choose(2, 25).ToArbitrary(), (name, limit, targets) =>
            {
                var judgements = Enumerable.Range(0, targets).Select(index => With(SampleRehearsals.Named(name + index), (Verdict)(index % 3)) is var judgement && index % 5 == 0 ? SampleJudgements.Allowed : judgement).ToList();

                foreach (var options in Options)
                {
                    Holds(MarkdownReport.RenderAll(judgements, options, limit), limit, judgements[^1]);
                }
            }));

    [TestCase(2_000)]
    [TestCase(10_000)]
    [TestCase(MarkdownReport.Limit)]
    [TestCase(MarkdownReport.StepLimit)]
    public void Three_thousand_migrations_fit(int limit)
    {
        var judgement = SampleRehearsals.Many(3_000);
        var comment = MarkdownReport.Render(judgement, ReportOptions.Default, limit);

        Holds(comment, limit, judgement);
        Assert.That(comment, Does.Contain("× finding").And.Contain("**Needs:** 1 approval from team `dba`"));
    }

    [TestCase(2_000)]
    [TestCase(MarkdownReport.Limit)]
    public void A_statement_of_two_megabytes_fits(int limit)
    {
        var assessment = Judged.PostgreSql("CREATE TABLE orders (id int PRIMARY KEY, note text);", $"UPDATE orders SET note = '{new string('x', 2_000_000)}'; ALTER TABLE orders DROP COLUMN note;");
        var judgement = new Judgement(assessment, BuiltInPolicy.Policy, Gate.Decide(assessment, BuiltInPolicy.Policy, []));

        Holds(MarkdownReport.Render(judgement, ReportOptions.Default, limit), limit, judgement);
    }

    [Test]
    public void What_was_left_out_is_said_with_the_place_of_the_whole()
    {
        var comment = MarkdownReport.Render(SampleRehearsals.Many(3_000), new ReportOptions { ReportUrl = "https://example.com/report" });

        Assert.That(comment, Does.Match(@"\*\*Left out, because a comment has a limit:\*\* [\d,]+ × finding").And.Contain("[the whole report](https://example.com/report)"));
    }

    private static Arbitrary<int> Limits => Gen.OneOf(Gen.Choose(2_000, 4_000), Gen.Choose(4_000, MarkdownReport.Limit)).ToArbitrary();

    private static Judgement With(Judgement judgement, Verdict verdict) => judgement with
    {
        Decision = judgement.Decision with { Verdict = verdict, Reasons = [.. judgement.Decision.Reasons.Select(reason => reason with { Verdict = verdict })] },
    };

    private static void Holds(string comment, int limit, Judgement judgement)
    {
        var lines = comment.Split('\n');

        Assert.That(Encoding.UTF8.GetByteCount(comment), Is.LessThanOrEqualTo(limit));
        Assert.That(lines[0], Does.Match("^<!-- changegate:v1 key=[A-Za-z0-9_./]+ -->$"));
        Assert.That(lines[1], Does.Match("^### [✔●✖] ChangeGate: (allowed|approval needed|denied|applied to .+|failed on .+|needs attention on .+) · "));
        Assert.That(comment, Does.Contain(judgement.Assessment.Digest.Short));
        var (open, outside) = OutsideOfFences(lines);
        Assert.That(open, Is.Empty);
        Assert.That(outside.Count(line => line.StartsWith("<details>", StringComparison.Ordinal)), Is.EqualTo(outside.Count(line => line.StartsWith("</details>", StringComparison.Ordinal))));

        if (judgement.Decision.Verdict == Verdict.Pending && lines[1].Contains("approval needed", StringComparison.Ordinal))
        {
            Assert.That(comment, Does.Contain("**Needs:**").And.Match("(?i)approv(e|ing)"));
        }
    }

    private static (string Open, List<string> Outside) OutsideOfFences(string[] lines)
    {
        var open = "";
        var outside = new List<string>();

        foreach (var line in lines)
        {
            var fence = Fence().Match(line).Value;

            if (open.Length == 0)
            {
                open = fence;
                outside.Add(line);
            }
            else if (fence.Length >= open.Length && line == fence)
            {
                open = "";
            }
        }

        return (open, outside);
    }

    [GeneratedRegex("^`{3,}")]
    private static partial Regex Fence();
}
