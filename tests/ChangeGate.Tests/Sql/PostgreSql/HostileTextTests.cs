using System.Text;
using ChangeGate.Failures;
using ChangeGate.Migrations;

namespace ChangeGate.Tests.Sql.PostgreSql;

/// <summary>Text that nobody means: whatever it is, it is read, every character stands in a statement or between two, and nothing hangs.</summary>
internal sealed class HostileTextTests
{
    private static readonly string[] Odd =
    [
        "\0", "\uFEFF", "\uD800", "\uDC00", "\u2028", "\u00A0", "\u202E", "é", "💥", "\\", "\"", "'", "$$", "$a$", "/*", "*/", "--", "\n", "\r", ";", "(", ")", "[", "]", ",", ".", "..", "::", ":=", "=>", "U&'\\", "E'\\", "$1", "0x",
        "\\if x\n", "\\.\n", "COPY t FROM stdin;\n", "BEGIN ATOMIC", "END", "CASE", "CREATE SCHEMA s ", "DO ",
    ];

    [Test]
    public void Mutated_statements_keep_every_character()
    {
        var random = new Random(20);
        var samples = GrammarTests.Forms.Select(form => form.Sql).ToList();
        string[] corpus = [.. CorpusTests.Statements()];

        for (var round = 0; round < 2500; round++)
        {
            var pool = corpus.Length > 0 && round % 2 == 0 ? corpus : [.. samples];
            IsKept(Mutated(random, pool));
        }
    }

    [Test]
    public void Random_bytes_keep_every_character()
    {
        var random = new Random(7);
        var bytes = new byte[400];

        for (var round = 0; round < 1500; round++)
        {
            random.NextBytes(bytes);

            // Half of them within ASCII, where more of them mean something.
            if (round % 2 == 0)
            {
                for (var at = 0; at < bytes.Length; at++)
                {
                    bytes[at] = (byte)(bytes[at] % 96 + 32);
                }
            }

            IsKept(Encoding.Latin1.GetString(bytes));
        }
    }

    [TestCase("SELECT 'é'", "utf-16", ExpectedResult = "SelectStmt")]
    [TestCase("SELECT 'é'", "utf-8", ExpectedResult = "SelectStmt")]
    [TestCase("SELECT 'é'", "latin1", ExpectedResult = "The bytes are not UTF-8")]
    public string Bytes_are_read_by_their_mark_or_refused(string sql, string encoding)
    {
        var chosen = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. chosen.GetPreamble(), .. chosen.GetBytes(sql)];

        try
        {
            return PostgreSqlScript.Dialect.Read(ScriptEncoding.Read(new ScriptFile("0001.sql", bytes))).Statements[0].Kind;
        }
        catch (GateException refused)
        {
            return refused.Problem.Contains("The bytes are not UTF-8", StringComparison.Ordinal) ? "The bytes are not UTF-8" : refused.Problem;
        }
    }

    [TestCaseSource(nameof(Odd))]
    public void An_odd_piece_anywhere_keeps_every_character(string piece)
    {
        const string Sql = "CREATE TABLE t (a int DEFAULT 'x'); -- c\nSELECT $a$b$a$, \"n\" FROM t /* d */; DO $$ BEGIN NULL; END $$;";

        for (var at = 0; at <= Sql.Length; at++)
        {
            IsKept(Sql.Insert(at, piece));
        }
    }

    // One megabyte of each: a reader that looks back, or copies what it has, would take minutes.
    [TestCase("SELECT ", "(", "")]
    [TestCase("SELECT ", "(", ")")]
    [TestCase("", "/*", "*/")]
    [TestCase("", "/*", "")]
    [TestCase("", "$a$ ", "")]
    [TestCase("DO ", "$a$ DO $b$ ", "")]
    [TestCase("", "$", "")]
    [TestCase("SELECT ", "ARRAY[", "]")]
    [TestCase("SELECT ", "CASE WHEN ", " END")]
    [TestCase("SELECT ", "f(", ")")]
    [TestCase("SELECT ", "NOT ", "")]
    [TestCase("SELECT ", "(SELECT ", ")")]
    [TestCase("SELECT * FROM ", "(", ")")]
    [TestCase("", "WITH a AS (", ")")]
    [TestCase("DO $x$ ", "BEGIN ", "END; ")]
    [TestCase("DO $x$ BEGIN ", "IF a THEN ", "END IF; ")]
    [TestCase("SELECT 1", "::int", "")]
    [TestCase("SELECT a", ".a", "")]
    [TestCase("SELECT a", "[1]", "")]
    [TestCase("SELECT '", "''", "")]
    [TestCase("SELECT E'", "\\'", "")]
    [TestCase("SELECT \"", "a", "")]
    [TestCase("", ";", "")]
    [TestCase("", "\"", "")]
    [TestCase("", "\\if x\n", "")]
    [TestCase("COPY t FROM stdin;\n", "1\n", "")]
    [TestCase("SELECT ", "@", "")]
    [TestCase("EXPLAIN ", "EXPLAIN ", "")]
    [TestCase("CREATE SCHEMA s ", "CREATE SCHEMA s ", "")]
    [TestCase("CREATE FUNCTION f() RETURNS int BEGIN ATOMIC ", "BEGIN ATOMIC ", "END; ")]
    [TestCase("PREPARE p AS ", "PREPARE p AS ", "")]
    [TestCase("CREATE RULE r AS ON INSERT TO t DO ALSO ", "(", ")")]
    public void A_megabyte_of_one_thing_is_answered_in_seconds(string start, string repeated, string closed)
    {
        var times = 1_000_000 / (repeated.Length + closed.Length);

        IsReadInSeconds(start + string.Concat(Enumerable.Repeat(repeated, times)) + string.Concat(Enumerable.Repeat(closed, times)));
    }

    [TestCase("CREATE TABLE t (", "c# int NOT NULL", ", ", ")")]
    [TestCase("SELECT ", "c#", ", ", " FROM t")]
    [TestCase("DELETE FROM t WHERE ", "a# = 1", " AND ", "")]
    [TestCase("SELECT CASE ", "WHEN a = # THEN #", " ", " END")]
    [TestCase("SELECT * FROM a ", "JOIN b# ON true", " ", "")]
    [TestCase("SELECT * FROM ", "t#", ", ", "")]
    [TestCase("WITH ", "c# AS (SELECT 1)", ", ", " SELECT 1")]
    [TestCase("SELECT ", "f#(1)", " || ", "")]
    [TestCase("SET search_path TO ", "s#", ", ", "")]
    [TestCase("INSERT INTO t VALUES ", "(#, 'x')", ", ", "")]
    [TestCase("DROP TABLE ", "t#", ", ", "")]
    [TestCase("ALTER TABLE t ", "ADD COLUMN c# int", ", ", "")]
    [TestCase("CREATE TYPE e AS ENUM (", "'v#'", ", ", ")")]
    [TestCase("GRANT SELECT (", "c#", ", ", ") ON t TO x")]
    [TestCase("DO $x$ BEGIN ", "DROP TABLE t#;", " ", " END $x$")]
    [TestCase("DO $x$ BEGIN EXECUTE ", "'a#'", " || ", "; END $x$")]
    [TestCase("CREATE SCHEMA s ", "CREATE TABLE t# (a int)", " ", "")]
    [TestCase("", "SELECT #;", "\n", "")]
    public void A_megabyte_of_different_things_is_answered_in_seconds(string start, string repeated, string between, string end)
    {
        var times = 1_000_000 / (repeated.Length + between.Length + 5);

        IsReadInSeconds(start + string.Join(between, Enumerable.Range(0, times).Select(number => repeated.Replace("#", $"{number}", StringComparison.Ordinal))) + end);
    }

    private static void IsReadInSeconds(string sql)
    {
        var start = TimeProvider.System.GetTimestamp();
        var statements = PostgreSqlScript.Read(sql);

        Assert.That(TimeProvider.System.GetElapsedTime(start), Is.LessThan(TimeSpan.FromSeconds(8)));
        Assert.That(statements.All(statement => statement.Span.End <= sql.Length), Is.True);
    }

    private static string Mutated(Random random, string[] pool)
    {
        var text = new StringBuilder(pool[random.Next(pool.Length)]);

        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(text.Length + 1);

            switch (random.Next(4))
            {
                case 0:
                    text.Remove(at, Math.Min(random.Next(20), text.Length - at));
                    break;
                case 1:
                    text.Insert(at, Odd[random.Next(Odd.Length)]);
                    break;
                case 2:
                    var other = pool[random.Next(pool.Length)];
                    text.Insert(at, other[random.Next(other.Length)..]);
                    break;
                default:
                    text.Append(random.Next(2) == 0 ? ";" : " ").Append(pool[random.Next(pool.Length)]);
                    break;
            }
        }

        return text.ToString();
    }

    private static void IsKept(string sql)
    {
        var end = 0;

        foreach (var statement in PostgreSqlScript.Read(sql))
        {
            Assert.That(statement.Span.Start, Is.GreaterThanOrEqualTo(end), sql);
            Assert.That(IsBetween(sql[end..statement.Span.Start]), Is.True, () => $"Lost before {statement.Span}: {sql}");
            end = statement.Span.End;
        }

        Assert.That(end, Is.LessThanOrEqualTo(sql.Length), sql);
        Assert.That(IsBetween(sql[end..]), Is.True, () => $"Lost at the end, from {end}: {sql}");
    }

    // White space, comments and semicolons, also psql's own.
    private static bool IsBetween(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (text[at] is ' ' or '\t' or '\n' or '\r' or '\f' or '\v' or ';' or '\uFEFF')
            {
                at++;
            }
            else if (text.AsSpan(at).StartsWith("\\;"))
            {
                at += 2;
            }
            else if (text.AsSpan(at).StartsWith("--"))
            {
                var line = text.AsSpan(at).IndexOfAny('\r', '\n');
                at = line < 0 ? text.Length : at + line;
            }
            else if (text.AsSpan(at).StartsWith("/*"))
            {
                at = EndOfComment(text, at);
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private static int EndOfComment(string text, int at)
    {
        var depth = 0;

        do
        {
            var rest = text.AsSpan(at);
            depth += rest.StartsWith("/*") ? 1 : rest.StartsWith("*/") ? -1 : 0;
            at += rest.StartsWith("/*") || rest.StartsWith("*/") ? 2 : 1;
        }
        while (depth > 0 && at < text.Length);

        return at;
    }
}
