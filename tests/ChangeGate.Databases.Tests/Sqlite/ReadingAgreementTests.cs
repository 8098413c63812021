using System.Text;
using ChangeGate.Changes;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Text;
using SQLitePCL;

namespace ChangeGate.Databases.Tests.Sqlite;

/// <summary>The reader and the real engine must cut a script at the same places, and refuse the same statements.</summary>
internal sealed class ReadingAgreementTests
{
    private static readonly string Cases = Repository.PathTo("tests", "ChangeGate.Tests", "Sql", "Sqlite", "Cases");

    private static readonly ISqlDialect Dialect = SqlDialects.For(Changes.Dialect.Sqlite);

    static ReadingAgreementTests() => Batteries_V2.Init();

    private static IEnumerable<string> Scripts() => Directory.GetFiles(Path.Combine(Cases, "ok")).Select(file => Path.GetFileName(file)).Order();

    private static IEnumerable<string> Lines() => File.ReadLines(Path.Combine(Cases, "err", "statements.sql"));

    [TestCaseSource(nameof(Scripts))]
    public void The_engine_runs_what_is_read_and_cuts_it_alike(string script)
    {
        var text = File.ReadAllText(Path.Combine(Cases, "ok", script));

        var read = Dialect.Read(new SourceText(script, text)).Statements.Select(statement => text.Substring(statement.Span.Start, statement.Span.Length));

        Assert.That(read, Is.EqualTo(RunWhole(text)));
    }

    [TestCaseSource(nameof(Lines))]
    public void The_engine_refuses_what_is_not(string line)
    {
        using var database = Open();
        Execute(database, "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b INT, c TEXT); CREATE TABLE u (id INTEGER PRIMARY KEY, a TEXT);");

        var result = raw.sqlite3_prepare_v2(database, line, out var statement);
        statement.Dispose();

        Assert.That(result, Is.EqualTo(raw.SQLITE_ERROR));
        Assert.That(raw.sqlite3_errmsg(database).utf8_to_string(), Does.Contain("syntax error").Or.Contain("unrecognized token").Or.Contain("incomplete input"));
    }

    private static sqlite3 Open()
    {
        Assert.That(raw.sqlite3_open(":memory:", out var database), Is.EqualTo(raw.SQLITE_OK));
        return database;
    }

    private static void Execute(sqlite3 database, string sql) => Assert.That(raw.sqlite3_exec(database, sql), Is.EqualTo(raw.SQLITE_OK));

    /// <summary>The statements of a script as the engine cuts them, each of them run.</summary>
    private static List<string> RunWhole(string text)
    {
        using var database = Open();
        var statements = new List<string>();
        var rest = Encoding.UTF8.GetBytes(text).AsSpan();

        while (!rest.IsEmpty)
        {
            var result = raw.sqlite3_prepare_v2(database, rest, out var statement, out var tail);
            Assert.That(result, Is.EqualTo(raw.SQLITE_OK), () => raw.sqlite3_errmsg(database).utf8_to_string());

            if (!statement.IsInvalid)
            {
                statements.Add(WithoutSemicolon(raw.sqlite3_sql(statement).utf8_to_string()));
                Step(database, statement);
            }

            statement.Dispose();
            rest = rest[^tail.Length..];
        }

        return statements;
    }

    private static void Step(sqlite3 database, sqlite3_stmt statement)
    {
        var result = raw.sqlite3_step(statement);

        while (result == raw.SQLITE_ROW)
        {
            result = raw.sqlite3_step(statement);
        }

        Assert.That(result, Is.EqualTo(raw.SQLITE_DONE), () => raw.sqlite3_errmsg(database).utf8_to_string());
    }

    // The engine keeps what stands before a statement as part of it.
    private static string WithoutSemicolon(string sql)
    {
        var statement = sql.TrimStart();

        while (statement.StartsWith("--", StringComparison.Ordinal))
        {
            statement = statement[(statement.IndexOf('\n', StringComparison.Ordinal) + 1)..].TrimStart();
        }

        return statement.TrimEnd(';').TrimEnd();
    }
}
