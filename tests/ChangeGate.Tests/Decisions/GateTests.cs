using ChangeGate.Approvals;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Tests.Evidence;
using ChangeGate.Text;

namespace ChangeGate.Tests.Decisions;

internal sealed class GateTests
{
    private static readonly Policy People = new()
    {
        Digest = Digest.Of("people"),
        Clauses = [],
        Approvers =
        [
            new Approver("ada", "") { Teams = ["dba", "core"] },
            new Approver("bob", "") { Teams = ["core"] },
            new Approver("grace", "") { Emails = ["grace@example.org"] },
        ],
    };

    [Test]
    public void Nothing_asked_for_is_allowed_and_says_so()
    {
        var decision = Decide(new PolicyChange());

        Assert.That(decision.Verdict, Is.EqualTo(Verdict.Allowed));
        Assert.That(decision.Reasons.Single().Because, Is.EqualTo("No clause of the policy asks for anything."));
    }

    [TestCase(Hazard.DataLoss)]
    [TestCase(Hazard.Security)]
    [TestCase(Hazard.Irreversible)]
    [TestCase(Hazard.Unreadable)]
    public void The_built_in_policy_wants_another_person_for(Hazard hazard)
    {
        var change = new PolicyChange { Findings = [Finding(hazard)], Policy = BuiltInPolicy.Policy with { Approvers = People.Approvers } };

        Assert.That(Decide(change).Verdict, Is.EqualTo(Verdict.Pending));
        Assert.That(Decide(change with { Approvals = ["grace"] }).Verdict, Is.EqualTo(Verdict.Pending), "grace is the author");
        Assert.That(Decide(change with { Approvals = ["nobody"] }).Verdict, Is.EqualTo(Verdict.Pending), "nobody is no approver");
        Assert.That(Decide(change with { Approvals = ["bob"] }).Verdict, Is.EqualTo(Verdict.Allowed));
    }

    [TestCase(Hazard.Availability)]
    [TestCase(Hazard.Rewrite)]
    [TestCase(Hazard.Compatibility)]
    [TestCase(Hazard.Integrity)]
    [TestCase(Hazard.Correctness)]
    [TestCase(Hazard.Convention)]
    public void The_built_in_policy_lets_pass(Hazard hazard) =>
        Assert.That(Decide(new PolicyChange { Findings = [Finding(hazard)], Policy = BuiltInPolicy.Policy }).Verdict, Is.EqualTo(Verdict.Allowed));

    [TestCase(MigrationCondition.EditedAfterApplied, Verdict.Denied)]
    [TestCase(MigrationCondition.RenamedAfterApplied, Verdict.Denied)]
    [TestCase(MigrationCondition.DeletedAfterApplied, Verdict.Denied)]
    [TestCase(MigrationCondition.Irreversible, Verdict.Pending)]
    [TestCase(MigrationCondition.OutOfOrder, Verdict.Allowed)]
    public void The_built_in_policy_knows_states_of_migrations(MigrationCondition state, Verdict verdict) =>
        Assert.That(Decide(new PolicyChange { Migrations = [new MigrationFact("0001.sql", [state])], Policy = BuiltInPolicy.Policy, Approvals = [] }).Verdict, Is.EqualTo(verdict));

    [Test]
    public void A_requirement_counts_its_people_and_no_others()
    {
        var change = new PolicyChange { Policy = With(Ask(1, "team:dba"), Ask(2, "team:core"), Ask(1, "bob"), Ask(2)), Approvals = ["bob", "bob", "grace"] };
        var decision = Decide(change);

        Assert.That(decision.Requirements.Select(state => state.Met), Is.EqualTo([0, 1, 1, 1]));
        Assert.That(decision.Reasons.Select(reason => reason.Verdict), Is.EqualTo([Verdict.Pending, Verdict.Pending, Verdict.Allowed, Verdict.Pending]));
        Assert.That(decision.Reasons[1].Because, Does.Contain("2 approvals by team `core`; given by `bob`."));

        Assert.That(Decide(change with { Approvals = ["ada", "bob"] }).Verdict, Is.EqualTo(Verdict.Allowed));
    }

    [Test]
    public void An_approval_that_does_not_count_is_kept_and_does_not_count()
    {
        var check = new ApprovalCheck("ada", Approve("ada").Approval, Counts: false, "Expired.");
        var decision = Gate.Decide(new PolicyChange().Facts, With(Ask(1)), [check]);

        Assert.That(decision.Verdict, Is.EqualTo(Verdict.Pending));
        Assert.That(decision.Approvals, Is.EqualTo(new EquatableList<ApprovalCheck>([check])));
    }

    [Test]
    public void All_reasons_are_kept_and_the_strictest_decides()
    {
        var decision = Decide(new PolicyChange { Policy = With(Ask(1, "bob"), Deny("Never."), Ask(1, "ada")), Approvals = ["ada"] });

        Assert.That(decision.Verdict, Is.EqualTo(Verdict.Denied));
        Assert.That(decision.Reasons.Select(reason => reason.Verdict), Is.EqualTo([Verdict.Pending, Verdict.Denied, Verdict.Allowed]));
        Assert.That(decision.Reasons[1].Because, Is.EqualTo("Never. It applies to every change."));
    }

    [Test]
    public void A_clause_that_says_nothing_denies() =>
        Assert.That(Decide(new PolicyChange { Policy = With(new Clause { Name = "empty", When = new Condition() }) }).Verdict, Is.EqualTo(Verdict.Denied));

    [Test]
    public void A_clause_that_asks_for_nobody_denies() =>
        Assert.That(Decide(new PolicyChange { Policy = With(Ask(0)) }).Verdict, Is.EqualTo(Verdict.Denied));

    private static IEnumerable<TestCaseData> Conditions()
    {
        var drop = Finding(Hazard.DataLoss) with { Object = ObjectId.Column(new ObjectName("public", "audit_log"), "note") };
        var plain = new PolicyChange { Findings = [drop], Risk = RiskLevel.Moderate };

        yield return Case("a hazard", new Condition { Hazards = [Hazard.Security, Hazard.DataLoss] }, plain, true);
        yield return Case("another hazard", new Condition { Hazards = [Hazard.Security] }, plain, false);
        yield return Case("a rule by name", new Condition { Rules = ["drop-column"] }, plain, true);
        yield return Case("a rule by id", new Condition { Rules = ["cg102"] }, plain, true);
        yield return Case("another rule", new Condition { Rules = ["drop-table"] }, plain, false);
        yield return Case("an object by pattern", new Condition { Objects = ["public.audit_*"] }, plain, true);
        yield return Case("an object without its schema", new Condition { Objects = ["audit_log"] }, plain, true);
        yield return Case("an object with the column", new Condition { Objects = ["public.audit_log.note"] }, plain, true);
        yield return Case("another object", new Condition { Objects = ["public.orders"] }, plain, false);
        yield return Case("a hazard and an object in one finding", new Condition { Hazards = [Hazard.DataLoss], Objects = ["audit_*"] }, plain, true);
        yield return Case("a hazard and an object in two findings", new Condition { Hazards = [Hazard.Security], Objects = ["audit_*"] }, plain with { Findings = [drop, Finding(Hazard.Security)] }, false);
        yield return Case("a lower risk", new Condition { RiskAtLeast = RiskLevel.Low }, plain, true);
        yield return Case("this risk", new Condition { RiskAtLeast = RiskLevel.Moderate }, plain, true);
        yield return Case("a higher risk", new Condition { RiskAtLeast = RiskLevel.High }, plain, false);
        yield return Case("a person", new Condition { Author = AuthorKind.Person }, plain, true);
        yield return Case("an agent", new Condition { Author = AuthorKind.Agent }, plain, false);
        yield return Case("an unknown author as an agent", new Condition { Author = AuthorKind.Agent }, plain with { Author = AuthorKind.Unknown }, true);
        yield return Case("an unknown author as no person", new Condition { Author = AuthorKind.Person }, plain with { Author = AuthorKind.Unknown }, false);
        yield return Case("an environment", new Condition { Environment = EnvironmentClass.Protected }, plain, true);
        yield return Case("another environment", new Condition { Environment = EnvironmentClass.Open }, plain, false);
        yield return Case("a target", new Condition { Targets = ["bank", "shop"] }, plain, true);
        yield return Case("another target", new Condition { Targets = ["bank"] }, plain, false);
        yield return Case("a state without a migration in it", new Condition { Migrations = [MigrationCondition.OutOfOrder] }, plain, false);
        yield return Case("a state", new Condition { Migrations = [MigrationCondition.OutOfOrder] }, plain with { Migrations = [new MigrationFact("1.sql", [MigrationCondition.OutOfOrder])] }, true);
        yield return Case("everything", new Condition(), plain, true);
        yield return Case("everything of an empty set", new Condition(), new PolicyChange(), true);
        yield return Case("any hazard of unread SQL", new Condition { Hazards = [Hazard.Security] }, plain with { Findings = [Finding(Hazard.Unreadable)] }, true);
        yield return Case("any object of unread SQL", new Condition { Objects = ["ledger"] }, plain with { Findings = [Finding(Hazard.Unreadable)] }, true);
    }

    [TestCaseSource(nameof(Conditions))]
    public void A_condition_is_about(Condition when, PolicyChange change, bool applies)
    {
        var clause = new Clause { Name = "clause", When = when, Require = new Requirement(1, []) };

        Assert.That(Decide(change with { Policy = With(clause) }).Requirements.Count, Is.EqualTo(applies ? 1 : 0));
    }

    [TestCase(true, Verdict.Allowed)]
    [TestCase(false, Verdict.Pending)]
    public void A_clause_that_asks_for_the_digest_in_words_takes_no_other_consent(bool named, Verdict expected)
    {
        var clause = Ask(1) with { Require = new Requirement(1, []) { DigestInWords = true } };
        var given = Approve("ada");
        var approval = given with { Approval = given.Approval! with { NamesDigest = named } };
        var decision = Gate.Decide(new PolicyChange().Facts, With(clause), [approval]);

        Assert.That(decision.Verdict, Is.EqualTo(expected));
        Assert.That(decision.Reasons[0].Because, Does.Contain("by anyone but the author, with the digest in words"));
        Assert.That(Gate.Decide(new PolicyChange().Facts, With(Ask(1)), [approval]).Verdict, Is.EqualTo(Verdict.Allowed));
    }

    [TestCase("@Carol", Verdict.Allowed)]
    [TestCase("@carol2", Verdict.Pending)]
    [TestCase("carol", Verdict.Pending)]
    public void A_person_on_GitHub_is_named_by_login(string from, Verdict expected)
    {
        var policy = With(Ask(1, from)) with { Approvers = [new Approver("@carol", "")] };

        Assert.That(Gate.Decide(new PolicyChange().Facts, policy, [Approve("@carol")]).Verdict, Is.EqualTo(expected));
    }

    [Test]
    public void What_may_be_forbidden_and_was_not_read_waits_for_a_person()
    {
        var forbidden = With(new Clause { Name = "no drops", When = new Condition { Rules = ["drop-table"] }, Deny = "Never." });
        var change = new PolicyChange { Policy = forbidden, Findings = [Finding(Hazard.Unreadable)] };

        Assert.That(Decide(change).Verdict, Is.EqualTo(Verdict.Pending));
        Assert.That(Decide(change with { Approvals = ["ada"] }).Verdict, Is.EqualTo(Verdict.Allowed));
        Assert.That(Decide(change with { Findings = [Finding(Hazard.Unreadable), Finding(Hazard.DataLoss) with { Rule = "drop-table" }] }).Verdict, Is.EqualTo(Verdict.Denied));
    }

    [Test]
    public void SQL_that_no_rule_called_unreadable_is_unreadable_all_the_same()
    {
        var sample = new SampleRun().Assessment;
        var unread = sample.Migrations[1] with
        {
            Script = new Script([new Statement { Span = new Span(0, 1), Kind = "Unclassified", Changes = [new Unclassified("expected a name", 0)] }]),
        };
        var decision = Gate.Decide(sample with { Findings = [], Migrations = [sample.Migrations[0], unread] }, BuiltInPolicy.Policy, []);

        Assert.That(decision.Verdict, Is.EqualTo(Verdict.Pending));
        Assert.That(decision.Reasons[0].Because, Does.Contain("`0003_ä.sql` (could not be read, so it may be anything)"));
    }

    [Test]
    public void A_migration_before_the_last_one_that_ran_is_out_of_order()
    {
        var sample = new SampleRun();
        var late = sample with { Set = sample.Set with { History = [SampleRun.Migration("0002_z.sql", "SELECT 1")] } };
        var facts = PolicyFacts.Of(late.Assessment);

        Assert.That(facts.Migrations[0].States, Does.Contain(MigrationCondition.OutOfOrder));
        Assert.That(facts.Migrations[1].States, Does.Not.Contain(MigrationCondition.OutOfOrder));
    }

    internal static ApprovalCheck Approve(string name) => new(name, new Approval
    {
        Approver = name,
        Key = default,
        Digest = default,
        Target = "shop",
        EnvironmentClass = EnvironmentClass.Protected,
        GivenAt = default,
        ExpiresAt = default,
    }, Counts: true, "");

    private static FindingFact Finding(Hazard hazard) => new("CG102", "drop-column", [hazard], "0001.sql") { Line = 3 };

    private static Clause Ask(int approvals, params string[] from) =>
        new() { Name = $"{approvals} of {string.Join(",", from)}", When = new Condition(), Require = new Requirement(approvals, [.. from]) };

    private static Clause Deny(string sentence) => new() { Name = "deny", When = new Condition(), Deny = sentence };

    private static Policy With(params Clause[] clauses) => People with { Clauses = [.. clauses] };

    private static Decision Decide(PolicyChange change) =>
        Gate.Decide(change.Facts, change.Policy, [.. change.Approvals.Select(Approve)]);

    private static TestCaseData Case(string name, Condition when, PolicyChange change, bool applies) =>
        new TestCaseData(when, change, applies).SetArgDisplayNames(name);

    /// <summary>Everything a decision depends on, each part exchangeable.</summary>
    internal sealed record PolicyChange
    {
        public Policy Policy { get; init; } = People;

        public EquatableList<FindingFact> Findings { get; init; }

        public EquatableList<MigrationFact> Migrations { get; init; }

        public RiskLevel Risk { get; init; } = RiskLevel.Low;

        public AuthorKind Author { get; init; } = AuthorKind.Person;

        public string[] Approvals { get; init; } = [];

        public PolicyFacts Facts => new()
        {
            Target = "shop",
            EnvironmentClass = EnvironmentClass.Protected,
            Authorship = new Authorship(Author, ["Grace"]),
            Risk = Risk,
            Findings = Findings,
            Migrations = Migrations,
        };
    }
}
