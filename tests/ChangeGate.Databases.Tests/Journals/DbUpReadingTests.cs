using ChangeGate.Changes;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Databases.Tests.Running;
using ChangeGate.Policies;

namespace ChangeGate.Databases.Tests.Journals;

internal sealed class DbUpReadingTests
{
    private static IReadOnlyList<HostReading> Read(Dialect dialect, string sql) => [.. DbUpReading.Of(TestRun.File("1.sql", sql), dialect, replacesVariables: true)];

    [Test]
    public void A_body_in_quotes_of_its_own_stops_DbUp_and_is_told() =>
        Assert.That(Read(Dialect.PostgreSql, "DO $body$ BEGIN NULL; END $body$;\nDO $$ BEGIN NULL; END $$; SELECT $1"), Is.EqualTo(new[]
        {
            new HostReading("`1.sql`: DbUp takes `$body$` for a variable and would stop there; PostgreSQL takes it for a quote.", Refuses: false),
        }));

    [TestCase(Dialect.PostgreSql, "SELECT '$env$'", true)]
    [TestCase(Dialect.Sqlite, "SELECT '$env$'", true)]
    [TestCase(Dialect.Sqlite, "SELECT $env$", true)]
    [TestCase(Dialect.Sqlite, "SELECT 1 -- $env$", false)]
    [TestCase(Dialect.Sqlite, "SELECT /* $env$ */ 'costs $5, or $ 6$'", false)]
    public void A_variable_is_refused_where_DbUp_would_run_another_text(Dialect dialect, string sql, bool refuses) =>
        Assert.That(Read(dialect, sql).Any(reading => reading.Refuses), Is.EqualTo(refuses));

    [Test]
    public void A_body_without_quotes_is_cut_by_DbUp() =>
        Assert.That(Read(Dialect.PostgreSql, "CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END;\nSELECT 1;").Single().Text, Does.Contain("split it into 4 statements; PostgreSQL reads 2"));

    [TestCase("a.sql", ScriptNaming.Relative, "")]
    [TestCase("App.Scripts.a.sql,App.Scripts.sub.b.sql", ScriptNaming.Embedded, "App.Scripts.")]
    [TestCase("b.sql,a.sql", ScriptNaming.FileName, "")]
    [TestCase("App.a.sql,Other.sub.b.sql", ScriptNaming.Relative, "")]
    [TestCase("", ScriptNaming.Relative, "")]
    public void How_names_are_made_is_told_by_the_names(string rows, ScriptNaming names, string prefix)
    {
        var found = DbUpNames.Recognize(new JournalSetting(JournalKind.DbUp), rows.Split(',', StringSplitOptions.RemoveEmptyEntries), ["a.sql", "sub/b.sql"]);

        Assert.That((found.Names, found.Prefix), Is.EqualTo((names, prefix)));
    }

    [TestCase("SELECT ';'; SELECT E'\\';'; SELECT \";\"; SELECT $$;$$; SELECT $a$;$a$ /* ; /* ; */ ; */; -- ;\n;;SELECT (1); ", 6)]
    [TestCase("-- nothing\n/* here */ ; ;", 0)]
    [TestCase("SELECT 1", 1)]
    public void Statements_are_counted_as_DbUp_cuts_them(string sql, int count) => Assert.That(DbUpReading.Pieces(sql), Is.EqualTo(count));

    [Test]
    public void A_semicolon_alone_on_its_line_cuts_a_trigger_of_SQLite_in_two() =>
        Assert.That(Read(Dialect.Sqlite, "CREATE TABLE t (id integer);\nCREATE TRIGGER r AFTER INSERT ON t BEGIN\n  DELETE FROM t\n  ;\nEND\n;\n").Select(reading => reading.Text), Is.EqualTo(new[] { "`1.sql` line 4: DbUp would split here, in the middle of a statement." }));
}
