using ChangeGate.Changes;

namespace ChangeGate.Tests.Sql.Sqlite;

internal sealed class ScriptTests
{
    [Test]
    public void A_statement_spans_its_own_characters_only()
    {
        const string sql = "-- first\nSELECT 1 /* two */ ;\n\n  SELECT ';' ;; ";

        Assert.That(
            SqliteScript.Read(sql).Select(statement => sql.Substring(statement.Span.Start, statement.Span.Length)),
            Is.EqualTo(new[] { "SELECT 1", "SELECT ';'" }));
    }

    [Test]
    public void A_trigger_is_one_statement()
    {
        var statements = SqliteScript.Read("""
            CREATE TRIGGER t AFTER UPDATE OF a, b ON x WHEN new.a > 1 BEGIN
                UPDATE y SET c = CASE WHEN new.a = 2 THEN 1 ELSE 0 END;
                DELETE FROM z WHERE id = old.id;
                SELECT RAISE(ABORT, 'no');
            END;
            SELECT 1;
            """);

        Assert.That(statements.Select(statement => statement.Kind), Is.EqualTo(new[] { "CreateTriggerStmt", "SelectStmt" }));
        var trigger = (CreateTrigger)statements[0].Changes[0];
        Assert.That(trigger.Body.Select(change => change.Kind), Is.EqualTo(new[] { "update-rows", "delete-rows", "read-rows" }));
        Assert.That(trigger.When, Is.EqualTo("new.a > 1"));
        Assert.That(trigger.Events, Is.EqualTo(new[] { "UPDATE" }));
    }

    [Test]
    public void A_trigger_that_cannot_be_read_does_not_split()
    {
        var statements = SqliteScript.Read("CREATE TRIGGER t AFTER UPDATE ON x BEGIN DROP TABLE y; DELETE FROM z; END; SELECT 1");

        Assert.That(statements.Select(statement => statement.Kind), Is.EqualTo(new[] { "Unclassified", "SelectStmt" }));
    }

    [Test]
    public void An_unreadable_statement_says_what_was_expected_and_where()
    {
        const string sql = "SELECT 1; CREATE TABLE (a); DROP TABLE b";

        var changes = SqliteScript.ChangesOf(sql);

        Assert.That(changes, Has.Length.EqualTo(3));
        var unclassified = (Unclassified)changes[1];
        Assert.That(unclassified.Reason, Is.EqualTo("expected the name of a table"));
        Assert.That(unclassified.At, Is.EqualTo(sql.IndexOf("(a)", StringComparison.Ordinal)));
        Assert.That(changes[2], Is.InstanceOf<DropTable>());
    }

    [Test]
    public void A_shell_command_is_no_sql()
    {
        var statements = SqliteScript.Read(".read other.sql\r\nSELECT 1;\n.quit\n");

        Assert.That(statements.Select(statement => statement.Kind), Is.EqualTo(new[] { "MetaCommand", "SelectStmt", "MetaCommand" }));
        Assert.That(((MetaCommand)statements[0].Changes[0]).Command, Is.EqualTo(".read other.sql"));
    }

    [Test]
    public void Comments_do_not_nest()
    {
        var statements = SqliteScript.Read("/* a /* b */ DROP TABLE import_rows; -- */");

        Assert.That(statements.Single().Changes.Single(), Is.InstanceOf<DropTable>());
    }

    [TestCase("DROP TABLE a \0 b")]
    [TestCase("-- \0\nDROP TABLE a")]
    [TestCase("SELECT 'open")]
    [TestCase("SELECT \"open")]
    [TestCase("SELECT [open")]
    [TestCase("SELECT x'123'")]
    [TestCase("SELECT 12abc")]
    [TestCase("SELECT 1 !")]
    [TestCase("SELECT FROM a")]
    [TestCase("INSERT INTO a SELECT * FROM b ON CONFLICT DO NOTHING")]
    [TestCase("GRANT SELECT ON a TO b")]
    [TestCase("CREATE FUNCTION f() RETURNS int")]
    [TestCase("TRUNCATE a")]
    public void What_the_engine_refuses_is_unclassified(string sql) => SqliteScript.Only<Unclassified>(sql);
}
