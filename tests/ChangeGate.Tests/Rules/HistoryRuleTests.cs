using System.Text;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Sql;

namespace ChangeGate.Tests.Rules;

/// <summary>What a proposal may not do to migrations that have run, in every layout.</summary>
internal sealed class HistoryRuleTests
{
    private const string One = "CREATE TABLE one (id int);";
    private const string Two = "CREATE TABLE two (id int);";
    private const string Ten = "CREATE TABLE ten (id int);";
    private const string More = "CREATE TABLE more (id int);";

    private static readonly Dictionary<MigrationLayout, string> Paths = new()
    {
        [MigrationLayout.Plain] = "00{0}.sql",
        [MigrationLayout.GolangMigrate] = "{0}.up.sql",
        [MigrationLayout.Diesel] = "00{0}/up.sql",
        [MigrationLayout.Prisma] = "00{0}/migration.sql",
        [MigrationLayout.Flyway] = "V{0}.sql",
        [MigrationLayout.Dbmate] = "{0}.sql",
        [MigrationLayout.Goose] = "000{0}.sql",
    };

    private static readonly MigrationLayout[] Layouts = Enum.GetValues<MigrationLayout>();

    [Test]
    public void An_edit_is_reported_at_its_own_file([ValueSource(nameof(Layouts))] MigrationLayout layout) =>
        Assert.That(
            Said(layout, ("1_one", One), ("5_two", Two + " -- more")),
            Is.EqualTo(new[] { $"edited-applied-migration {Path(layout, "5_two")}: `{Path(layout, "5_two")}` may have run already and is edited here." }));

    [Test]
    public void A_deletion_is_reported_though_no_text_is_left([ValueSource(nameof(Layouts))] MigrationLayout layout) =>
        Assert.That(
            Said(layout, ("5_two", Two)),
            Is.EqualTo(new[] { $"edited-applied-migration {Path(layout, "1_one")}: `{Path(layout, "1_one")}` may have run already and is deleted here." }));

    [Test]
    public void A_new_name_is_reported_with_the_old_one([ValueSource(nameof(Layouts))] MigrationLayout layout) =>
        Assert.That(
            Said(layout, ("1_one", One), ("7_two", Two)),
            Is.EqualTo(new[] { $"edited-applied-migration {Path(layout, "7_two")}: `{Path(layout, "5_two")}` may have run already and is renamed to `{Path(layout, "7_two")}`, under which it runs again." }));

    [Test]
    public void A_new_name_with_other_bytes_is_a_deletion_and_a_new_migration([ValueSource(nameof(Layouts))] MigrationLayout layout) =>
        Assert.That(
            Said(layout, ("1_one", One), ("2_zwei", More)),
            Is.EqualTo(new[]
            {
                $"out-of-order-migration {Path(layout, "2_zwei")}: `{Path(layout, "2_zwei")}` sorts before `{Path(layout, "5_two")}`, which may have run already.",
                $"edited-applied-migration {Path(layout, "5_two")}: `{Path(layout, "5_two")}` may have run already and is deleted here.",
            }));

    [Test]
    public void What_sorts_before_the_last_of_the_base_is_out_of_order([ValueSource(nameof(Layouts))] MigrationLayout layout) =>
        Assert.That(
            Said(layout, ("1_one", One), ("2_zwischen", More), ("5_two", Two)),
            Is.EqualTo(new[] { $"out-of-order-migration {Path(layout, "2_zwischen")}: `{Path(layout, "2_zwischen")}` sorts before `{Path(layout, "5_two")}`, which may have run already." }));

    [Test]
    public void What_sorts_last_is_in_order([ValueSource(nameof(Layouts))] MigrationLayout layout) =>
        Assert.That(Said(layout, ("1_one", One), ("5_two", Two), ("7_more", More)), Is.Empty);

    [Test]
    public void A_team_that_begins_has_nothing_to_keep([ValueSource(nameof(Layouts))] MigrationLayout layout) =>
        Assert.That(Said(layout, [], [], ("1_one", One), ("5_two", Two)), Is.Empty);

    [Test]
    public void What_others_merged_since_the_branch_was_made_counts_as_the_base([ValueSource(nameof(Layouts))] MigrationLayout layout) =>
        Assert.That(
            Said(layout, [("1_one", One)], [("1_one", One), ("7_more", More)], ("1_one", One), ("5_two", Two)),
            Is.EqualTo(new[] { $"out-of-order-migration {Path(layout, "5_two")}: `{Path(layout, "5_two")}` sorts before `{Path(layout, "7_more")}`, which may have run already." }));

    [TestCase(MigrationLayout.GolangMigrate, false, TestName = "golang_migrate_counts: 10 comes after 2")]
    [TestCase(MigrationLayout.Plain, true, TestName = "plain_files_are_compared_letter_by_letter: 10 comes before 2")]
    public void The_order_is_that_of_the_layout(MigrationLayout layout, bool isOutOfOrder)
    {
        (string, string)[] applied = layout == MigrationLayout.Plain ? [("2.sql", Two)] : [("2.up.sql", Two)];
        var added = layout == MigrationLayout.Plain ? ("10.sql", Ten) : ("10.up.sql", Ten);
        var findings = Judge(layout, applied, applied, [.. applied, added]).Findings;

        Assert.That(findings.Any(finding => finding.Rule == "out-of-order-migration"), Is.EqualTo(isOutOfOrder));
    }

    [TestCase(MigrationLayout.GolangMigrate, true)]
    [TestCase(MigrationLayout.Diesel, true)]
    [TestCase(MigrationLayout.Flyway, true)]
    [TestCase(MigrationLayout.Dbmate, true)]
    [TestCase(MigrationLayout.Goose, true)]
    [TestCase(MigrationLayout.Prisma, false)]
    [TestCase(MigrationLayout.Plain, false)]
    public void A_version_that_is_taken_is_never_run_by_a_tool_that_goes_by_versions(MigrationLayout layout, bool isReported) =>
        Assert.That(
            Said(layout, ("1_one", One), ("5_two", Two), ("5_zwei", More)),
            Is.EqualTo(isReported ? new[] { $"out-of-order-migration {Path(layout, "5_zwei")}: `{Path(layout, "5_zwei")}` has the version of `{Path(layout, "5_two")}`, which may have run already, so that it never runs itself." } : []));

    [Test]
    public void An_edited_down_script_alone_is_an_edit()
    {
        (string, string)[] applied = [("1_one.up.sql", One), ("1_one.down.sql", "DROP TABLE one;")];
        var findings = Judge(MigrationLayout.GolangMigrate, applied, applied, ("1_one.up.sql", One), ("1_one.down.sql", "SELECT 1;")).Findings;

        Assert.That(findings.Select(finding => finding.Rule), Is.EqualTo(new[] { "edited-applied-migration" }));
    }

    [Test]
    public void History_is_not_rewritten_whatever_the_text_says([Values(One + " -- edited", "")] string text)
    {
        (string, string)[] applied = [("1.sql", One)];
        var assessment = Judge(MigrationLayout.Plain, applied, applied, text.Length == 0 ? [] : [("1.sql", text)]);

        Assert.That(assessment.Findings, Has.One.Matches<Finding>(finding => finding is { Rule: "edited-applied-migration", Risk: Risk.Danger }));
        Assert.That(Gate.Decide(assessment, BuiltInPolicy.Policy, []).Verdict, Is.EqualTo(Verdict.Denied));
    }

    private static string Path(MigrationLayout layout, string name) => string.Format(null, Paths[layout], layout == MigrationLayout.Flyway ? name.Replace("_", "__", StringComparison.Ordinal) : name);

    private static string[] Said(MigrationLayout layout, params (string Name, string Sql)[] head) => Said(layout, [("1_one", One), ("5_two", Two)], [("1_one", One), ("5_two", Two)], head);

    private static string[] Said(MigrationLayout layout, (string Name, string Sql)[] fork, (string Name, string Sql)[] tip, params (string Name, string Sql)[] head)
    {
        (string, string)[] Files((string Name, string Sql)[] scripts) => [.. scripts.Select(script => (Path(layout, script.Name), script.Sql))];

        return [.. Judge(layout, Files(fork), Files(tip), Files(head)).Findings.Where(finding => finding.Id is "CG704" or "CG705").Select(finding => $"{finding.Rule} {finding.Path}: {finding.Message}")];
    }

    private static Assessment Judge(MigrationLayout layout, (string, string)[] fork, (string, string)[] tip, params (string, string)[] head)
    {
        var proposal = MigrationProposal.Between(Migrations(fork, layout), Migrations(head, layout), Migrations(tip, layout), layout);

        return new Assessor(SqlDialects.For(Dialect.PostgreSql), new AssessmentOptions()).Assess(new MigrationSet
        {
            Target = "shop",
            Dialect = Dialect.PostgreSql,
            Engine = 16,
            Layout = layout,
            Authorship = new Authorship(AuthorKind.Person, ["Kim"]),
            History = [.. proposal.History],
            Proposed = [.. proposal.Proposed],
        });
    }

    private static IReadOnlyList<Migration> Migrations((string Path, string Sql)[] files, MigrationLayout layout) =>
        MigrationLayouts.Arrange(files.Select(file => new ScriptFile(file.Path, Encoding.UTF8.GetBytes(file.Sql))), layout);
}
