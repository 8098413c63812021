using ChangeGate.TestKit;

namespace ChangeGate.EndToEnd.Tests;

/// <summary>What <c>init</c> writes works as it is.</summary>
internal sealed class InitTests
{
    private const string Orders = "CREATE TABLE orders (id bigint PRIMARY KEY, note text);\n";

    private const string Drop = "DROP TABLE orders;\n";

    [TestCase("migrations/0001_orders.sql", "migrations/0002_drop.sql")]
    [TestCase("db/1_orders.up.sql", "db/2_drop.up.sql")]
    [TestCase("migrations/2024-01-01-000000_orders/up.sql", "migrations/2024-01-02-000000_drop/up.sql")]
    [TestCase("packages/db/prisma/migrations/20240101_orders/migration.sql", "packages/db/prisma/migrations/20240102_drop/migration.sql")]
    public void After_it_a_proposal_is_judged_without_an_edit(string first, string second)
    {
        using var shop = new GitSandbox();
        shop.Write(first, Orders).Commit("Begin");

        var init = ChangeGateProgram.Run(shop.Path, "init");
        shop.Branch("gate").Commit("Add the gate");
        var gate = ChangeGateProgram.Run(shop.Path, "check", "--base", "main");
        var replay = ChangeGateProgram.Run(shop.Path, "replay");
        shop.Branch("drop").Write(second, Drop).Commit("Drop it");
        var drop = ChangeGateProgram.Run(shop.Path, "check", "--base", "gate");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(init.ExitCode, Is.Zero, init.Error);
            Assert.That(gate.ExitCode, Is.Zero, gate.Error);
            Assert.That(replay.ExitCode, Is.Zero, replay.Error);
            Assert.That(replay.Output, Does.Contain("1 migration"));
            Assert.That(drop.ExitCode, Is.EqualTo(2), drop.Error);
            Assert.That(drop.Output, Does.Contain("data loss needs a second person"));
        }
    }

    [Test]
    public void Printing_writes_nothing_and_gives_the_files_to_a_pipe()
    {
        using var shop = new GitSandbox();
        shop.Write("migrations/0001_orders.sql", Orders).Commit("Begin");

        var print = ChangeGateProgram.Run(shop.Path, "init", "--print", "--deploy");

        Assert.That(print.ExitCode, Is.Zero, print.Error);
        Assert.That(print.Output, Does.StartWith("# ---- changegate.yml\n").And.Contain("\n# ---- .github/workflows/changegate.yml\n").And.Contain("\n# ---- .github/workflows/changegate-deploy.yml\n"));
        Assert.That(print.Error, Does.Contain("Nothing was written."));
        Assert.That(shop.Git("status", "--porcelain"), Is.Empty);
    }

    [Test]
    public void Where_nothing_is_found_nothing_is_written()
    {
        using var shop = new GitSandbox();
        shop.Write("README.md", "x").Commit("Begin");

        Assert.That(ChangeGateProgram.Run(shop.Path, "init").ExitCode, Is.EqualTo(3));
        Assert.That(shop.Git("status", "--porcelain"), Is.Empty);
    }

    [Test]
    public void A_configuration_that_is_named_and_not_there_is_said_to_be_missing()
    {
        using var shop = new GitSandbox();
        shop.Write("migrations/0001_orders.sql", Orders).Commit("Begin");

        Assert.That(ChangeGateProgram.Run(shop.Path, "replay", "--config", "other.yml").Error, Does.Contain("There is no '"));
    }
}
