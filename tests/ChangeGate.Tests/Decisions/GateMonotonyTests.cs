using ChangeGate.Approvals;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ChangeGate.Tests.Decisions;

/// <summary>More danger is never more lenient; more consent and fewer clauses are never stricter. Over policies and facts that nobody thought up.</summary>
internal sealed class GateMonotonyTests
{
    private static readonly string[] People = ["ada", "bob", "carol", "grace"];

    private static readonly Config Property = Config.QuickThrowOnFailure.WithMaxTest(500).WithQuietOnSuccess(true);

    [Test]
    public void One_more_finding_never_makes_a_verdict_more_lenient() =>
        Check.One(Property, Prop.ForAll(Arb.From(Cases()), Arb.From(Finding()), (sample, finding) =>
            sample.Decide() >= (sample with { Facts = sample.Facts with { Findings = [.. sample.Facts.Findings, finding] } }).Decide()));

    [Test]
    public void A_higher_risk_never_makes_a_verdict_more_lenient() =>
        Check.One(Property, Prop.ForAll(Arb.From(Cases()), sample =>
            sample.Facts.Risk == RiskLevel.Critical || sample.Decide() >= (sample with { Facts = sample.Facts with { Risk = sample.Facts.Risk - 1 } }).Decide()));

    [Test]
    public void One_more_migration_in_a_bad_state_never_makes_a_verdict_more_lenient() =>
        Check.One(Property, Prop.ForAll(Arb.From(Cases()), Arb.From(Migration()), (sample, migration) =>
            sample.Decide() >= (sample with { Facts = sample.Facts with { Migrations = [.. sample.Facts.Migrations, migration] } }).Decide()));

    [Test]
    public void One_more_approval_that_counts_never_makes_a_verdict_stricter() =>
        Check.One(Property, Prop.ForAll(Arb.From(Cases()), Arb.From(Gen.Elements(People)), (sample, person) =>
            sample.Decide() <= (sample with { Approvals = [.. sample.Approvals, GateTests.Approve(person)] }).Decide()));

    [Test]
    public void One_clause_fewer_never_makes_a_verdict_stricter() =>
        Check.One(Property, Prop.ForAll(Arb.From(Cases()), Arb.From(Gen.Choose(0, 5)), (sample, index) =>
            sample.Decide() <= (sample with { Clauses = [.. sample.Clauses.Where((_, position) => position != index)] }).Decide()));

    [Test]
    public void The_order_of_clauses_and_approvals_does_not_matter() =>
        Check.One(Property, Prop.ForAll(Arb.From(Cases()), sample =>
            sample.Decide() == (sample with { Clauses = [.. sample.Clauses.Reverse()], Approvals = [.. sample.Approvals.Reverse()] }).Decide()));

    private static Gen<Sample> Cases() =>
        from clauses in Lists(Clause(), 4)
        from findings in Lists(Finding(), 3)
        from migrations in Lists(Migration(), 2)
        from risk in Gen.Elements(Enum.GetValues<RiskLevel>())
        from author in Gen.Elements(Enum.GetValues<AuthorKind>())
        from environment in Gen.Elements(Enum.GetValues<EnvironmentClass>())
        from approvals in Lists(Gen.Elements(People), 3)
        select new Sample(
            [.. clauses],
            new PolicyFacts
            {
                Target = "shop",
                EnvironmentClass = environment,
                Authorship = new Authorship(author, ["grace"]),
                Risk = risk,
                Findings = [.. findings],
                Migrations = [.. migrations],
            },
            [.. approvals.Select(GateTests.Approve)]);

    private static Gen<Clause> Clause() =>
        from hazards in Lists(Gen.Elements(Enum.GetValues<Hazard>()), 1)
        from rules in Lists(Gen.Elements("drop-column", "CG201"), 1)
        from objects in Lists(Gen.Elements("public.*", "orders", "*.audit_*"), 1)
        from states in Lists(Gen.Elements(Enum.GetValues<MigrationCondition>()), 1)
        from risk in Gen.Elements<RiskLevel?>(null, RiskLevel.Critical, RiskLevel.High, RiskLevel.Moderate, RiskLevel.Low)
        from author in Gen.Elements<AuthorKind?>(null, null, AuthorKind.Agent, AuthorKind.Person)
        from environment in Gen.Elements<EnvironmentClass?>(null, null, EnvironmentClass.Protected, EnvironmentClass.Open)
        from approvals in Gen.Choose(0, 3)
        from people in Lists(Gen.Elements("team:dba", "ada", "anyone-but-author", "team:none"), 2)
        select new Clause
        {
            Name = "clause",
            When = new Condition
            {
                Hazards = [.. hazards],
                Rules = [.. rules],
                Objects = [.. objects],
                Migrations = [.. states],
                RiskAtLeast = risk,
                Author = author,
                Environment = environment,
            },
            Require = approvals == 0 ? null : new Requirement(approvals, [.. people]),
            Deny = approvals == 0 ? "No." : null,
        };

    private static Gen<FindingFact> Finding() =>
        from hazard in Gen.Elements(Enum.GetValues<Hazard>())
        from rule in Gen.Elements(("CG102", "drop-column"), ("CG201", "create-index"))
        from table in Gen.Elements("orders", "audit_log")
        select new FindingFact(rule.Item1, rule.Item2, [hazard], "0001.sql") { Object = ObjectId.Table(new ObjectName("public", table)) };

    private static Gen<MigrationFact> Migration() =>
        from state in Gen.Elements(Enum.GetValues<MigrationCondition>())
        select new MigrationFact("0001.sql", [state]);

    private static Gen<T[]> Lists<T>(Gen<T> item, int most) =>
        from count in Gen.Choose(0, most)
        from items in item.ArrayOf(count)
        select items;

    private sealed record Sample(EquatableList<Clause> Clauses, PolicyFacts Facts, EquatableList<ApprovalCheck> Approvals)
    {
        public Verdict Decide() => Gate.Decide(Facts, new Policy
        {
            Digest = default,
            Clauses = Clauses,
            Approvers = [new Approver("ada", "") { Teams = ["dba"] }, new Approver("bob", "") { Teams = ["dba"] }, new Approver("carol", ""), new Approver("grace", "")],
        }, Approvals).Verdict;
    }
}
