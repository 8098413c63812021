using System.Diagnostics;
using ChangeGate.Cli.Ledgers;
using ChangeGate.Evidence;
using ChangeGate.TestKit;
using ChangeGate.Tests.Evidence;

namespace ChangeGate.Tests.Ledgers;

/// <summary>Evidence and ledger between jobs of which each begins with nothing, as build/ledger-branch keeps them.</summary>
[Platform(Exclude = "Win", Reason = "Runners of the action are not Windows.")]
internal sealed class LedgerBranchTests
{
    private const string Branch = "changegate-ledger/production";

    private static readonly SampleLedger Sample = SampleLedger.CreateSmall();

    private TemporaryDirectory _folder = null!;

    private GitSandbox _server = null!;

    [SetUp]
    public void MakeServer()
    {
        _folder = new TemporaryDirectory();
        _server = new GitSandbox();
        _server.Write("readme", "").Commit("first");
    }

    [TearDown]
    public void Remove()
    {
        _server.Dispose();
        _folder.Dispose();
    }

    [Test]
    public void Each_job_goes_on_with_the_ledger_of_the_one_before()
    {
        Job("one", 0);
        Job("two", 1);
        var third = Restore("three");

        Assert.That(BundleLedger.Bundles(third), Has.Count.EqualTo(2));
        var audit = LedgerAudit.Check(BundleLedger.Copy(third, [], []), [SampleRun.Runner.PublicKey]);
        Assert.That(audit.Claims.Where(static claim => claim.Verdict == ClaimVerdict.Fail), Is.Empty);
        Assert.That(_server.Git("rev-list", "--count", Branch).Trim(), Is.EqualTo("2"));
    }

    [Test]
    public void What_two_jobs_write_at_once_does_not_fork_the_ledger()
    {
        var (one, other) = (Restore("one"), Restore("two"));
        Enter(one, 0);
        Enter(other, 1);

        Assert.That(Script("save", one).ExitCode, Is.Zero);
        var (code, said) = Script("save", other);
        Assert.That(code, Is.EqualTo(3));
        Assert.That(said, Does.Contain("one concurrency group"));
        Assert.That(BundleLedger.Bundles(Restore("three")), Has.Count.EqualTo(1));
    }

    [Test]
    public void A_bundle_that_is_put_back_without_its_ledger_is_entered_by_the_next_run()
    {
        var (one, other) = (Restore("one"), Restore("two"));
        Enter(one, 0);
        Script("save", one);
        Enter(other, 1);
        var third = Restore("three");
        File.Copy(BundleLedger.Bundles(other)[0], Path.Combine(third, Path.GetFileName(BundleLedger.Bundles(other)[0])));

        BundleLedger.Open(third, SampleRun.Runner, []);

        Assert.That(LedgerAudit.Check(BundleLedger.Copy(third, [], []), [SampleRun.Runner.PublicKey]).Passes);
    }

    [Test]
    public void A_remote_that_does_not_answer_begins_no_ledger()
    {
        var folder = Path.Combine(_folder.Path, "one");

        Assert.That(Script("restore", folder, Path.Combine(_folder.Path, "nowhere")).ExitCode, Is.EqualTo(3));
    }

    [Test]
    public void A_job_that_left_nothing_saves_nothing()
    {
        Assert.That(Script("save", Restore("one")).ExitCode, Is.Zero);
        Assert.That(_server.Git("branch", "--list", Branch), Is.Empty);
    }

    [Test]
    public void A_folder_with_the_evidence_of_something_else_is_refused()
    {
        _folder.Write("one/other.evidence.json", "");

        Assert.That(Script("restore", Path.Combine(_folder.Path, "one")).ExitCode, Is.EqualTo(3));
    }

    private void Job(string name, int bundle)
    {
        var folder = Restore(name);
        Enter(folder, bundle);
        var (code, said) = Script("save", folder);
        Assert.That(code, Is.Zero, said);
    }

    private string Restore(string name)
    {
        var folder = Path.Combine(_folder.Path, name);
        var (code, said) = Script("restore", folder);
        Assert.That(code, Is.Zero, said);

        return folder;
    }

    private static void Enter(string folder, int bundle)
    {
        var ledger = BundleLedger.Open(folder, SampleRun.Runner, []);
        var path = Path.Combine(folder, $"shop.production.{bundle}{BundleLedger.BundleSuffix}");
        File.WriteAllText(path, Sample.Bundles[bundle].ToJson());
        ledger.Enter(path);
    }

    private (int ExitCode, string Said) Script(string verb, string folder, string? remote = null)
    {
        var start = new ProcessStartInfo(Repository.PathTo("build", "ledger-branch"), [verb])
        {
            RedirectStandardError = true,
            Environment =
            {
                ["CHANGEGATE_LEDGER_BRANCH"] = Branch,
                ["CHANGEGATE_LEDGER_REMOTE"] = remote ?? _server.Path,
                ["CHANGEGATE_EVIDENCE"] = folder,
                ["GITHUB_TOKEN"] = "of nobody",
                ["LC_ALL"] = "C",
            },
        };
        using var script = Process.Start(start)!;
        var said = script.StandardError.ReadToEnd();
        script.WaitForExit();

        return (script.ExitCode, said);
    }
}
