using ChangeGate.TestKit;

namespace ChangeGate.EndToEnd.Tests;

/// <summary>A team comes from another tool, and could go back.</summary>
internal sealed class AdoptCommandTests
{
    [Test]
    public void History_of_another_tool_is_taken_over_kept_and_handed_back()
    {
        using var shop = new TemporaryDirectory();
        shop.Write("changegate.yml", """
            version: 1
            targets:
              shop:
                dialect: sqlite
                migrations: migrations
                journal: golang-migrate
                environments: { production: { connection: shop.db } }
            evidence: { folder: evidence, key: runner.key.pem }
            """);
        shop.Write("migrations/1_orders.up.sql", "CREATE TABLE orders (id integer PRIMARY KEY);");
        shop.Write("migrations/2_note.up.sql", "ALTER TABLE orders ADD COLUMN note text;");
        SqliteShell.Execute(shop["shop.db"], "CREATE TABLE orders (id integer PRIMARY KEY); ALTER TABLE orders ADD COLUMN note text; CREATE TABLE schema_migrations (version uint64,dirty bool); CREATE UNIQUE INDEX version_unique ON schema_migrations (version); INSERT INTO schema_migrations VALUES (2, false)");
        Run("key", "--name", "runner");

        var before = Run("apply");
        var adopted = Run("adopt", "--from", "auto");
        shop.Write("migrations/10_total.up.sql", "ALTER TABLE orders ADD COLUMN total integer;");
        var applied = Run("apply");

        Assert.That((before.ExitCode, adopted.ExitCode, applied.ExitCode), Is.EqualTo((3, 0, 0)), before.Error + adopted.Error + applied.Error);
        Assert.That(adopted.Output, Does.Contain("2 migrations are recorded as applied"));
        Assert.That(SqliteShell.Scalar(shop["shop.db"], "SELECT group_concat(version || dirty) FROM schema_migrations"), Is.EqualTo("100"));

        SqliteShell.Execute(shop["shop.db"], "UPDATE schema_migrations SET version = 2");
        var apart = Run("status");
        var handedBack = Run("adopt", "--to", "golang-migrate");

        Assert.That((apart.ExitCode, handedBack.ExitCode, Run("status").ExitCode), Is.EqualTo((1, 0, 0)), apart.Output + handedBack.Error);
        Assert.That(SqliteShell.Scalar(shop["shop.db"], "SELECT version FROM schema_migrations"), Is.EqualTo(10L));

        ProgramRun Run(string verb, params string[] arguments) => ChangeGateProgram.Run(shop.Path, verb == "key" ? [verb, .. arguments] : [verb, "--environment", "production", .. arguments]);
    }
}
