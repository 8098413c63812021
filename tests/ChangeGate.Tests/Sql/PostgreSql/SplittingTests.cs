using ChangeGate.Changes;

namespace ChangeGate.Tests.Sql.PostgreSql;

internal sealed class SplittingTests
{
    [Test]
    public void A_statement_is_what_stands_between_semicolons_and_comments() =>
        Assert.That(PostgreSqlScript.Texts("-- one\nSELECT 1 ; ;/* two */ SELECT ';' -- end"), Is.EqualTo(new[] { "SELECT 1", "SELECT ';'" }));

    [Test]
    public void Semicolons_of_a_body_in_SQL_end_nothing() =>
        Assert.That(
            PostgreSqlScript.Texts("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; SELECT 3"),
            Is.EqualTo(new[] { "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END", "SELECT 3" }));

    [Test]
    public void Semicolons_of_a_rule_end_nothing() =>
        Assert.That(
            PostgreSqlScript.Texts("CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b); SELECT 1"),
            Is.EqualTo(new[] { "CREATE RULE r AS ON INSERT TO t DO (DELETE FROM a; DELETE FROM b)", "SELECT 1" }));

    [Test]
    public void A_parenthesis_that_never_closes_spoils_its_own_statement_only() =>
        Assert.That(PostgreSqlScript.Kinds("SELECT (1; SELECT 2"), Is.EqualTo(new[] { "Unclassified", "SelectStmt" }));

    [Test]
    public void Data_behind_COPY_is_no_SQL()
    {
        const string Sql = "COPY t FROM stdin;\n1\tDROP TABLE t;\n\\.\nSELECT 1;";

        Assert.That(PostgreSqlScript.Kinds(Sql), Is.EqualTo(new[] { "CopyStmt", "CopyData", "SelectStmt" }));
        Assert.That(PostgreSqlScript.Texts(Sql)[1], Is.EqualTo("1\tDROP TABLE t;\n\\."));
    }

    [Test]
    public void COPY_without_data_swallows_nothing() =>
        Assert.That(PostgreSqlScript.Kinds("COPY t FROM stdin;\nDROP TABLE t;"), Is.EqualTo(new[] { "CopyStmt", "DropStmt" }));

    [Test]
    public void A_command_of_psql_ends_with_its_line() =>
        Assert.That(PostgreSqlScript.Texts("\\set x 1; DROP TABLE t\nSELECT 1;"), Is.EqualTo(new[] { "\\set x 1; DROP TABLE t", "SELECT 1" }));

    [Test]
    public void A_query_whose_rows_psql_runs_is_dynamic_SQL()
    {
        var changes = PostgreSqlScript.ChangesOf("SELECT 'DROP TABLE ' || name FROM names \\gexec\n");

        Assert.That(changes, Has.Some.EqualTo(new RunDynamicSql("SELECT 'DROP TABLE ' || name FROM names")));
    }

    [Test]
    public void A_statement_that_cannot_be_read_says_where()
    {
        var change = PostgreSqlScript.Read("SELECT 1; ALTER TABLE t FROBNICATE x; DROP TABLE t")[1].Changes[0];

        Assert.That(change, Is.EqualTo(new Unclassified("expected a command of ALTER TABLE", 24) { Span = new(10, 26) }));
    }

    [TestCase("(")]
    [TestCase("[")]
    [TestCase("/*")]
    [TestCase("NOT ")]
    [TestCase("- ")]
    [TestCase("$a$")]
    [TestCase("+")]
    [TestCase("CASE ")]
    [TestCase("ARRAY[")]
    [TestCase("a OR ")]
    [TestCase("a+b-")]
    [TestCase("1::int::")]
    [TestCase("a.")]
    public void Depth_and_length_are_survived(string unit)
    {
        var sql = "SELECT " + string.Concat(Enumerable.Repeat(unit, 100_000));

        Assert.That(PostgreSqlScript.Kinds(sql), Is.EqualTo(new[] { "Unclassified" }));
    }
}
