using System.Text.Json;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Policies;
using ChangeGate.Reports;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.Tests.Rules;

/// <summary>What an author's comment excepts stays in sight and does not count, and no comment opens the gate for what is grave.</summary>
internal sealed class SuppressionTests
{
    private const string Orders = "CREATE TABLE orders (id bigint PRIMARY KEY, status text, note text);";
    private const string Index = "CREATE INDEX orders_status ON orders (status);";
    private const string Rule = "create-index-not-concurrent";

    [TestCase($"-- changegate:ignore {Rule} the shop is closed\n{Index}")]
    [TestCase($"--changegate:ignore CG201 the shop is closed\n{Index}")]
    [TestCase($"-- changegate:ignore missing-lock-timeout, {Rule} the shop is closed\n{Index}")]
    [TestCase($"-- changegate:ignore missing-lock-timeout ,{Rule}   the shop is closed  \r\n{Index}")]
    [TestCase($"-- changegate:ignore {Rule} the shop is closed\n-- and so is the stall\n{Index}")]
    [TestCase($"{Index} -- changegate:ignore {Rule} the shop is closed\nSELECT 1;")]
    [TestCase($"SELECT 1;\n\n-- changegate:ignore-file {Rule} the shop is closed\n\nSELECT 2;\n{Index}")]
    public void A_comment_above_behind_or_for_the_file_excepts_a_finding_with_its_reason(string sql)
    {
        var assessment = Judged.PostgreSql(Orders, sql);

        Assert.That(assessment.Findings.Single(finding => finding.Rule == Rule).Suppressed, Is.EqualTo("the shop is closed"));
        Assert.That(assessment.Findings.Select(finding => finding.Rule), Has.None.EqualTo("stale-suppression"));
        Assert.That(assessment.Risk.Score, Is.Zero);
        Assert.That(Gate.Decide(assessment, PolicyOf(clause: "availability"), []).Verdict, Is.EqualTo(Verdict.Pending), "A clause that speaks of it is asked all the same.");
    }

    [Test]
    public void Programs_that_scan_code_read_that_the_source_itself_excepts_it()
    {
        var assessment = Judged.PostgreSql(Orders, $"-- changegate:ignore {Rule} the shop is closed\n{Index}");
        var written = SarifReport.Write(new Judgement(assessment, BuiltInPolicy.Policy, Gate.Decide(assessment, BuiltInPolicy.Policy, [])), new ReportOptions());
        var suppression = JsonDocument.Parse(written).RootElement.GetProperty("runs")[0].GetProperty("results")[0].GetProperty("suppressions")[0];

        Assert.That(suppression.GetProperty("kind").GetString(), Is.EqualTo("inSource"));
        Assert.That(suppression.GetProperty("justification").GetString(), Is.EqualTo("the shop is closed"));
    }

    [TestCase($"-- changegate:ignore {Rule} why\n\n{Index}")]
    [TestCase($"-- changegate:ignore {Rule} why\nSELECT 1;\n{Index}")]
    [TestCase($"SELECT 1; -- changegate:ignore {Rule} why\n{Index}")]
    [TestCase($"SELECT '\n-- changegate:ignore {Rule} why\n';\n{Index}")]
    [TestCase($"/*\n-- changegate:ignore {Rule} why\n*/\n{Index}")]
    [TestCase($"CREATE INDEX orders_status -- changegate:ignore {Rule} why\nON orders (status);")]
    [TestCase($"-- changegate:ignored {Rule} why\n{Index}")]
    [TestCase($"-- squawk-ignore {Rule}\n{Index}")]
    [TestCase($"-- atlas:nolint\n{Index}")]
    [TestCase($"-- eugene: ignore {Rule}\n{Index}")]
    public void Nothing_else_excepts_it(string sql) =>
        Assert.That(Judged.PostgreSql(Orders, sql).Findings.Single(finding => finding.Rule == Rule).Suppressed, Is.Null);

    [TestCase($"-- changegate:ignore {Rule}\n{Index}", "suppression-without-reason", "The comment gives no reason, so it excepts nothing.")]
    [TestCase($"-- changegate:ignore\n{Index}", "suppression-without-reason", "The comment names no rule, so it excepts nothing.")]
    [TestCase("-- changegate:ignore drop-colum why\nSELECT 1;", "stale-suppression", "There is no rule `drop-colum`; `drop-column` is one. The comment excepts nothing by that name.")]
    [TestCase("-- changegate:ignore drop-column why\nSELECT 1;", "stale-suppression", "`drop-column` reports nothing that this comment could except.")]
    [TestCase("SELECT 1;\n\n-- changegate:ignore drop-column why\n", "stale-suppression", "The comment that excepts `drop-column` stands at no statement.")]
    [TestCase("-- changegate:ignore-file stale-suppression why\n-- changegate:ignore drop-column why\nSELECT 1;", "stale-suppression", "`drop-column` reports nothing that this comment could except.")]
    public void A_comment_that_says_too_little_or_excepts_nothing_is_reported_itself(string sql, string rule, string message)
    {
        var found = Judged.PostgreSql(Orders, sql).Findings.Where(finding => finding.Rule == rule && finding.Message == message).ToList();

        Assert.That(found, Has.Count.EqualTo(1));
        Assert.That(sql.AsSpan(found[0].Span.Start, found[0].Span.Length).ToString(), Does.StartWith("-- changegate:ignore"));
        Assert.That(found[0].Suppressed, Is.Null);
    }

    [Test]
    public void A_rule_that_was_not_asked_makes_no_comment_stale() =>
        Assert.That(Judged.PostgreSql(Orders, "-- changegate:ignore prefer-text legacy\nCREATE TABLE note (id bigint PRIMARY KEY);").Findings, Is.Empty);

    [TestCase("drop-column", "ALTER TABLE orders DROP COLUMN note;", "The author may not except what is data-loss.")]
    [TestCase("grant-to-public", "GRANT SELECT ON orders TO PUBLIC;", "The author may not except what is security.")]
    [TestCase("unparsable-statement", "FROBNICATE orders;", "What could not be read cannot be excepted.")]
    public void What_is_grave_is_not_excepted_and_says_so(string rule, string sql, string because)
    {
        var assessment = Judged.PostgreSql(Orders, $"-- changegate:ignore {rule} nobody needs it\n{sql}");
        var finding = assessment.Findings.Single(finding => finding.Rule == rule);

        Assert.That(finding.Suppressed, Is.Null);
        Assert.That(finding.Message, Does.EndWith($"The comment that excepts it is not obeyed. {because}"));
        Assert.That(Gate.Decide(assessment, BuiltInPolicy.Policy, []).Verdict, Is.EqualTo(Verdict.Pending));
    }

    [Test]
    public void What_a_clause_speaks_of_is_not_excepted() =>
        Assert.That(Assess(PolicyOf(clause: "availability"), $"-- changegate:ignore {Rule} why\n{Index}").Findings.Single(finding => finding.Rule == Rule).Message, Does.EndWith("The author may not except what the clause `asked` speaks of."));

    [Test]
    public void A_policy_may_let_nobody_except_anything() =>
        Assert.That(Assess(PolicyOf(mode: "none"), $"-- changegate:ignore {Rule} why\n{Index}").Findings.Single(finding => finding.Rule == Rule).Message, Does.EndWith("The policy lets nobody except findings."));

    [Test]
    public void A_policy_may_let_authors_except_destruction_which_stays_destruction()
    {
        var policy = PolicyOf(mode: "all", clause: "data-loss");
        var assessment = Assess(policy, "-- changegate:ignore drop-column copied to the archive last week\nALTER TABLE orders DROP COLUMN note;");

        Assert.That(assessment.Findings.Single(finding => finding.Rule == "drop-column").Suppressed, Is.EqualTo("copied to the archive last week"));
        Assert.That(Gate.Decide(assessment, policy, []).Verdict, Is.EqualTo(Verdict.Allowed));
        Assert.That(Gate.Decide(assessment, BuiltInPolicy.Policy, []).Verdict, Is.EqualTo(Verdict.Pending), "The gate asks its own policy, whoever assessed.");
        Assert.That(assessment.Migrations.Single().Destructive);
    }

    [Test]
    public void What_could_not_be_read_is_excepted_by_no_policy() =>
        Assert.That(Assess(PolicyOf(mode: "all"), "-- changegate:ignore unparsable-statement why\nFROBNICATE orders;").Findings.Single(finding => finding.Rule == "unparsable-statement").Suppressed, Is.Null);

    private static Assessment Assess(Policy policy, string sql) => Judged.Of(Dialect.PostgreSql, new AssessmentOptions { Policy = policy }, Orders, sql);

    private static Policy PolicyOf(string mode = "advice", string clause = "security") => PolicyFile.Read(new SourceText("changegate.yml", $$"""
        version: 1
        policy:
          suppressions: {{mode}}
          clauses:
            - name: asked
              when: { hazard: {{clause}} }
              require: { approvals: 1 }
        """)).Policy;
}
