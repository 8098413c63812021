using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Migrations;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.Tests.Rules;

/// <summary>What is said of the way back that a team wrote itself.</summary>
internal sealed class ReverseRuleTests
{
    private const string History = "CREATE TABLE orders (id int, status text);";

    [Test]
    public void A_down_script_that_undoes_all_is_not_mentioned() =>
        Assert.That(Said("ALTER TABLE orders ADD COLUMN note text;", "ALTER TABLE orders DROP COLUMN note;"), Has.None.StartsWith("rollback-does-not-restore").And.None.StartsWith("missing-rollback-script"));

    [Test]
    public void A_down_script_that_forgets_something_is_reported_with_what_is_left() =>
        Assert.That(
            Said("ALTER TABLE orders ADD COLUMN note text; CREATE TABLE tag (id int);", "ALTER TABLE orders DROP COLUMN note;"),
            Has.Some.EqualTo("rollback-does-not-restore: Behind the down script `0002.down.sql` the schema is another one than before: see `tag`."));

    [Test]
    public void A_down_script_whose_effect_is_not_known_is_not_compared() =>
        Assert.That(Said("CREATE TABLE tag (id int);", "DO $$ BEGIN EXECUTE 'DROP TABLE ' || quote_ident(current_user); END $$;"), Has.None.StartsWith("rollback-does-not-restore"));

    [Test]
    public void A_down_script_that_drops_what_may_hold_rows_by_then_is_reported() =>
        Assert.That(Said("CREATE TABLE tag (id int);", "DROP TABLE tag;"), Has.Some.StartsWith("rollback-destroys-data: The down script `0002.down.sql` destroys what was written since."));

    [Test]
    public void A_down_script_of_comments_is_as_good_as_none() =>
        Assert.That(Said("CREATE TABLE tag (id int);", "-- nothing"), Has.Some.EqualTo("missing-rollback-script: The down script `0002.down.sql` holds no statement."));

    [Test]
    public void A_layout_without_down_scripts_misses_none() =>
        Assert.That(Said("CREATE TABLE tag (id int);", null, MigrationLayout.Plain), Has.None.StartsWith("missing-rollback-script"));

    [Test]
    public void A_missing_down_script_is_reported_where_the_layout_has_them() =>
        Assert.That(Said("CREATE TABLE tag (id int);", null), Has.Some.EqualTo("missing-rollback-script: `0002.sql` has no down script."));

    private static List<string> Said(string up, string? down, MigrationLayout layout = MigrationLayout.GolangMigrate)
    {
        var set = Judged.SetOf(Dialect.PostgreSql, History, up);
        var reverse = down is null ? null : new ReverseScript("0002.down.sql", Digest.Of(down), new SourceText("0002.down.sql", down));
        var proposed = set with { Layout = layout, Proposed = [set.Proposed[0] with { Down = reverse }] };

        return [.. new Assessor(SqlDialects.For(Dialect.PostgreSql), new AssessmentOptions { AllRules = true }).Assess(proposed).Findings.Select(finding => $"{finding.Rule}: {finding.Message}")];
    }
}
