using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Rollbacks;
using ChangeGate.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ChangeGate.Tests.Decisions;

internal sealed class RiskScorerTests
{
    private static readonly Gen<Finding> Findings =
        from risk in Gen.Elements(Enum.GetValues<Risk>())
        from hazards in Gen.Elements(Enum.GetValues<Hazard>()).ListOf()
        from rows in Gen.OneOf(Gen.Constant<long?>(null), Gen.Choose(0, 100_000_000).Select(count => (long?)count))
        select Finding(risk, rows, [.. hazards]);

    private static readonly Gen<(List<Finding> Findings, Reversibility Reversibility, AuthorKind Author)> Judgements =
        from findings in Findings.ListOf()
        from reversibility in Gen.Elements(Enum.GetValues<Reversibility>())
        from author in Gen.Elements(Enum.GetValues<AuthorKind>())
        select (findings.ToList(), reversibility, author);

    [Test]
    public void The_parts_add_up_to_the_score() =>
        Holds(Judgements, judgement => Score(judgement).Parts.Sum(part => part.Points) == Score(judgement).Score && Score(judgement).Score is >= 0 and <= 100);

    [Test]
    public void Every_part_says_why() =>
        Holds(Judgements, judgement => Score(judgement).Parts.All(part => part.Because.Length > 0 && part.Points > 0));

    [Test]
    public void One_more_finding_never_lowers_it() =>
        Holds(
            Judgements.SelectMany(judgement => Findings, (judgement, more) => (judgement, more)),
            item => Score((item.judgement.Findings.Append(item.more).ToList(), item.judgement.Reversibility, item.judgement.Author)).Score >= Score(item.judgement).Score);

    [Test]
    public void More_rows_never_lower_it() =>
        Holds(
            Judgements.SelectMany(judgement => Gen.Choose(0, 50_000_000), (judgement, more) => (judgement, more)),
            item => Score((item.judgement.Findings.Select(finding => finding with { Rows = finding.Rows + item.more }).ToList(), item.judgement.Reversibility, item.judgement.Author)).Score
                >= Score(item.judgement).Score);

    [Test]
    public void A_better_rollback_never_raises_it() =>
        Holds(Judgements, judgement => With(judgement, Reversibility.WithData) <= With(judgement, Reversibility.SchemaOnly) && With(judgement, Reversibility.SchemaOnly) <= With(judgement, Reversibility.No));

    [Test]
    public void An_agent_is_at_least_as_risky_as_nobody_and_nobody_as_a_person() =>
        Holds(Judgements, judgement => By(judgement, AuthorKind.Agent) >= By(judgement, AuthorKind.Unknown) && By(judgement, AuthorKind.Unknown) >= By(judgement, AuthorKind.Person));

    [Test]
    public void Nothing_found_is_no_risk() =>
        Assert.That(RiskScorer.Score([], new Dictionary<string, Reversibility>(), AuthorKind.Agent), Is.EqualTo(new RiskScore(0, [])));

    [TestCase(Risk.Danger, Hazard.DataLoss, ExpectedResult = RiskLevel.High)]
    [TestCase(Risk.Caution, Hazard.DataLoss, ExpectedResult = RiskLevel.Moderate)]
    [TestCase(Risk.Danger, Hazard.Unreadable, ExpectedResult = RiskLevel.High)]
    [TestCase(Risk.Danger, Hazard.Availability, ExpectedResult = RiskLevel.Moderate)]
    [TestCase(Risk.Notice, Hazard.Compatibility, ExpectedResult = RiskLevel.Low)]
    public RiskLevel One_finding_alone(Risk risk, Hazard hazard) => Score(([Finding(risk, null, hazard)], Reversibility.No, AuthorKind.Person)).Level;

    private static int With((List<Finding> Findings, Reversibility, AuthorKind Author) judgement, Reversibility reversibility) => Score((judgement.Findings, reversibility, judgement.Author)).Score;

    private static int By((List<Finding> Findings, Reversibility Reversibility, AuthorKind) judgement, AuthorKind author) => Score((judgement.Findings, judgement.Reversibility, author)).Score;

    private static RiskScore Score((List<Finding> Findings, Reversibility Reversibility, AuthorKind Author) judgement) =>
        RiskScorer.Score(judgement.Findings, new Dictionary<string, Reversibility> { ["0001.sql"] = judgement.Reversibility }, judgement.Author);

    private static Finding Finding(Risk risk, long? rows, params Hazard[] hazards) => new()
    {
        Id = "CG102",
        Rule = "drop-column",
        Risk = risk,
        Hazards = [.. hazards],
        Path = "0001.sql",
        Span = default,
        Position = new LinePosition(1, 1),
        Message = "",
        Remedy = "",
        Rows = rows,
    };

    private static void Holds<T>(Gen<T> values, Func<T, bool> property) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(500), Prop.ForAll(values.ToArbitrary(), property));
}
