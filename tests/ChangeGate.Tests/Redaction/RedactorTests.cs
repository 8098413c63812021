using ChangeGate.Changes;
using ChangeGate.Redaction;
using ChangeGate.Sql;
using FsCheck;
using FsCheck.Fluent;

namespace ChangeGate.Tests.Redaction;

internal sealed class RedactorTests
{
    /// <summary>What stands between the guillemets must go, and nothing else.</summary>
    [TestCase("CREATE ROLE app LOGIN PASSWORD '«hunter2»';")]
    [TestCase("ALTER ROLE app WITH ENCRYPTED PASSWORD E'«hun\\'ter2»' VALID UNTIL '2030-01-01';")]
    [TestCase("create user app password $$«hunter2»$$")]
    [TestCase("CREATE USER MAPPING FOR app SERVER other OPTIONS (user 'app', password '«hunter2»');")]
    [TestCase("CREATE SUBSCRIPTION s CONNECTION 'host=db user=app password=«hunter2» dbname=shop' PUBLICATION p;")]
    [TestCase("SELECT dblink_connect('postgres://app:«hunter2»@db/shop');")]
    [TestCase("INSERT INTO users (name, password_hash, age) VALUES ('ada', '«abc''def»', 3), ('bob', '«x»', 4);")]
    [TestCase("INSERT INTO users (name, \"apiKey\") SELECT 'ada', '«abcdef»' FROM others WHERE name = 'x';")]
    [TestCase("INSERT INTO users (name, token) VALUES (lower('ADA'), encode(digest('«abc»', '«sha256»'), '«hex»'));")]
    [TestCase("UPDATE accounts SET client_secret = '«s3cr3t»', name = 'ada' WHERE id = '7';")]
    [TestCase("UPDATE accounts SET name = 'ada' WHERE access_token = '«t»';")]
    [TestCase("ALTER TABLE accounts ADD COLUMN name text DEFAULT 'ada', ADD COLUMN api_key text NOT NULL DEFAULT '«k-1»';")]
    [TestCase("CREATE TABLE accounts (name text DEFAULT 'ada', secret text DEFAULT '«k-1»', token_kind text DEFAULT 'x');")]
    [TestCase("ALTER DATABASE shop SET app.jwt_secret TO '«long enough»';")]
    [TestCase("SELECT set_config('app.api_token', '«abc»', false);")]
    [TestCase("-- the key was «ghp_0123456789abcdefghijklmnop», and is not any more")]
    [TestCase("INSERT INTO keys VALUES ('-----BEGIN RSA PRIVATE KEY-----«\nMIIEow==\n»-----END RSA PRIVATE KEY-----');")]
    [TestCase("INSERT INTO settings VALUES ('mail', '{\"host\": \"mail\", \"smtpPassword\": \"«hun\\\"ter2»\"}');")]
    [TestCase("INSERT INTO people VALUES ('ada', '«$2b$12$KIXQZ1Yq2mM6o7l1Yq2mM6o7l1Yq2mM6o7l1Yq2mM6o7l1Yq2mM6»');")]
    [TestCase("DO $$ BEGIN EXECUTE format('ALTER ROLE app PASSWORD %L', x); PERFORM set('a'); UPDATE u SET password = '«hunter2»'; END $$;")]
    [TestCase("CREATE FUNCTION f() RETURNS text LANGUAGE sql AS $f$ SELECT '«AKIAABCDEFGHIJKLMNOP»' $f$;")]
    [TestCase("COPY users (name, password, age) FROM stdin;\nada\t«hunter2»\t3\nbob\t«x»\t4\n\\.\n")]
    [TestCase("MERGE INTO u USING s ON true WHEN MATCHED THEN UPDATE SET passwd = '«x»' WHEN NOT MATCHED THEN INSERT (name, passwd) VALUES ('a', '«b»');")]
    [TestCase("CREATE ROLE app PASSWORD «'never closed")]
    public void Secrets_of_postgresql_go(string marked) => AssertMasked(Dialect.PostgreSql, RedactionScope.Secrets, marked);

    [TestCase("INSERT INTO users(name, [password]) VALUES('ada', x'«00ff»');")]
    [TestCase("UPDATE `settings` SET `value` = 'x', \"smtp_password\" = '«y»';")]
    [TestCase("ATTACH DATABASE 'file:x.db?mode=ro' AS other;")]
    public void Secrets_of_sqlite_go(string marked) => AssertMasked(Dialect.Sqlite, RedactionScope.Secrets, marked);

    [TestCase("CREATE TABLE compass (bypass text DEFAULT 'x', password_reset_at text, tokens int DEFAULT 3);")]
    [TestCase("CREATE TABLE users (password text NOT NULL, CHECK (length(password) > 8));")]
    [TestCase("COMMENT ON TABLE users IS 'People with a password';")]
    [TestCase("INSERT INTO roles (name) VALUES ('password'), ('token');")]
    [TestCase("ALTER TYPE kind ADD VALUE 'secret' AFTER 'open';")]
    [TestCase("SELECT 'https://example.org:8080/a@b';")]
    public void What_is_none_stays(string sql) => AssertMasked(Dialect.PostgreSql, RedactionScope.Secrets, sql);

    [TestCase("INSERT INTO users VALUES ('«ada»', «3»); CREATE TABLE t (a int DEFAULT 3, b text DEFAULT 'x');")]
    [TestCase("UPDATE users SET name = '«ada»' WHERE id = «7»; COMMENT ON TABLE users IS 'x';")]
    [TestCase("COPY users FROM stdin;\n«ada\t3»\n«\\.»\n")]
    [TestCase("/* why */ WITH old AS (SELECT «1») DELETE FROM users WHERE name = '«ada»';")]
    public void Values_of_rows_go_where_that_is_asked(string marked) => AssertMasked(Dialect.PostgreSql, RedactionScope.Values, marked);

    [Test]
    public void Places_stay_what_they_are_in_any_text() =>
        Check.One(Config.QuickThrowOnFailure.WithQuietOnSuccess(true), Prop.ForAll(Scripts().ToArbitrary(), script =>
        {
            var redactor = new Redactor(SqlDialects.For(Dialect.PostgreSql), RedactionScope.Values);
            var masked = redactor.Take(script, out var removed);

            return masked.Length == script.Length
                && removed.Zip(removed.Skip(1)).All(static pair => pair.First.Span.End <= pair.Second.Span.Start)
                && masked.Select((c, index) => c == script[index] || (c == Redactor.Blank && removed.Any(one => one.Span.Start <= index && index < one.Span.End))).All(static isSo => isSo)
                && removed.All(one => masked.AsSpan(one.Span.Start, one.Span.Length).IndexOfAnyExcept(Redactor.Blank, '\r', '\n') < 0);
        }));

    [Test]
    public void A_message_does_not_tell_what_a_script_may_not()
    {
        var redactor = new Redactor(SqlDialects.For(Dialect.PostgreSql), RedactionScope.Secrets);
        redactor.Take("CREATE ROLE app PASSWORD 'hunter2hunter2'; CREATE ROLE b PASSWORD 'hunter2hunter2more'; CREATE ROLE c PASSWORD 'app';", out _);

        Assert.That(redactor.Prose("near \"hunter2hunter2more\" and hunter2hunter2 of app"), Is.EqualTo("near \"••••••••••••••••••\" and •••••••••••••• of app"));
        Assert.That(redactor.Prose("could not connect to postgres://a:b@c"), Is.EqualTo("could not connect to postgres://a:•@c"));
    }

    private static Gen<string> Scripts() =>
        Gen.Elements("CREATE ROLE a PASSWORD 'x';", "INSERT INTO t (a, password) VALUES", "('a', 'b')", ",", "(", ")", "'", "$$", "$f$ UPDATE t SET token = 'y' $f$", "--", "\n", "\r\n", "COPY t (token) FROM stdin;\n", "a\tb\n", "\\.\n", "SELECT 'x', 3;", "é•\U0001F600", "E'\\''", "\"q\"", "password=abc", "DEFAULT", "=", " ")
            .ListOf().Select(static parts => string.Concat(parts));

    private static void AssertMasked(Dialect dialect, RedactionScope scope, string marked)
    {
        var script = marked.Replace("«", "").Replace("»", "");
        var masked = new Redactor(SqlDialects.For(dialect), scope).Take(script, out _);
        var expected = string.Concat(marked.Split('«').SelectMany(static (part, index) => index == 0 ? [part] : Blanked(part)));

        Assert.That(masked, Is.EqualTo(expected));
    }

    private static IEnumerable<string> Blanked(string part)
    {
        var end = part.IndexOf('»');
        var inside = end < 0 ? part : part[..end];
        yield return string.Concat(inside.Select(static c => c is '\r' or '\n' ? c : Redactor.Blank));
        yield return end < 0 ? "" : part[(end + 1)..];
    }
}
