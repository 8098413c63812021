using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Rollbacks;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.Tests.Decisions;

/// <summary>Findings and rollback say the same about whether something comes back.</summary>
internal sealed class WayBackTests
{
    private const string Shop = """
        CREATE TABLE customer (id int PRIMARY KEY, phone text);
        CREATE TYPE mood AS ENUM ('calm');
        """;

    [TestCase("DROP TABLE customer;")]
    [TestCase("ALTER TABLE customer DROP COLUMN phone;")]
    [TestCase("ALTER TYPE mood ADD VALUE 'cross';")]
    public void What_the_rollback_brings_back_is_not_called_irreversible(string sql)
    {
        var assessment = Judged.PostgreSql(Shop, sql);

        Assert.That(assessment.Migrations[0].Rollback.Reversibility, Is.EqualTo(Reversibility.WithData));
        Assert.That(assessment.Findings, Has.Count.GreaterThan(0));
        Assert.That(assessment.Findings.Where(finding => finding.Hazards.Contains(Hazard.Irreversible) || finding.Hazards.Count == 0), Is.Empty);
        Assert.That(Clauses(assessment), Has.None.Contains("irreversible"));
    }

    [Test]
    public void What_is_lost_needs_an_approval_all_the_same() =>
        Assert.That(Clauses(Judged.PostgreSql(Shop, "DROP TABLE customer;")), Is.EqualTo(new[] { "data loss needs an approval" }));

    [Test]
    public void Where_one_statement_has_no_way_back_all_of_the_migration_is_irreversible()
    {
        var assessment = Judged.PostgreSql(Shop, "DROP TABLE customer; DO $$ BEGIN EXECUTE format('DROP TABLE %I', 'x'); END $$;");

        Assert.That(assessment.Migrations[0].Rollback.Reversibility, Is.Not.EqualTo(Reversibility.WithData));
        Assert.That(assessment.Findings.First(finding => finding.Rule == "drop-table").Hazards, Has.Some.EqualTo(Hazard.Irreversible));
    }

    [Test]
    public void A_down_script_that_was_only_read_settles_nothing()
    {
        var set = Judged.SetOf(Dialect.PostgreSql, Shop, "DROP TABLE customer; DO $$ BEGIN EXECUTE format('DROP TABLE %I', 'x'); END $$;");
        var down = new SourceText("0002.down.sql", "CREATE TABLE customer (id int PRIMARY KEY, phone text);");
        var migration = set.Proposed[0] with { Down = new ReverseScript("0002.down.sql", Digest.Of(down.Content), down) };
        var assessment = new Assessor(SqlDialects.For(set.Dialect), new AssessmentOptions()).Assess(set with { Proposed = [migration] });

        Assert.That(assessment.Migrations[0].Rollback.FromDownScript, Is.True);
        Assert.That(assessment.Findings.First(finding => finding.Rule == "drop-table").Hazards, Has.Some.EqualTo(Hazard.Irreversible));
    }

    private static IEnumerable<string> Clauses(Assessment assessment) => Gate.Decide(assessment, BuiltInPolicy.Policy, []).Requirements.Select(state => state.Clause);
}
