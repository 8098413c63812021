using ChangeGate.Cli.Ledgers;
using ChangeGate.Evidence;
using ChangeGate.Failures;
using ChangeGate.TestKit;
using ChangeGate.Tests.Evidence;

namespace ChangeGate.Tests.Ledgers;

internal sealed class AnchorTests
{
    private static readonly SampleLedger Sample = SampleLedger.CreateSmall();

    private TemporaryDirectory _folder = null!;

    private GitSandbox _clone = null!;

    private string Evidence => Path.Combine(_folder.Path, "evidence");

    private string Clone => _clone.Path;

    private string Remote => Path.Combine(_folder.Path, "remote.git");

    [SetUp]
    public void MakeRepositories()
    {
        _folder = new TemporaryDirectory();
        Directory.CreateDirectory(Evidence);
        _clone = new GitSandbox();
        _clone.Git("init", "--quiet", "--bare", Remote);
        _clone.Git("remote", "add", "origin", Remote);
        _clone.Write("readme", "").Commit("first");
    }

    [TearDown]
    public void Remove()
    {
        _clone.Dispose();
        _folder.Dispose();
    }

    private Anchor Make(string kind) => kind switch
    {
        "file" => new FileAnchor(Path.Combine(_folder.Path, "kept")),
        "tag" => new TagAnchor("log/", Clone, Remote: null),
        "pushed tag" => new TagAnchor("log/", Clone, "origin"),
        "branch" => new BranchAnchor("log/shop", Clone, Remote: null),
        _ => new BranchAnchor("log/shop", Clone, "origin"),
    };

    [TestCase("file")]
    [TestCase("tag")]
    [TestCase("pushed tag")]
    [TestCase("branch")]
    [TestCase("pushed branch")]
    public void Every_run_keeps_its_checkpoint_there_once(string kind)
    {
        var anchor = Make(kind);
        var ledger = BundleLedger.Open(Evidence, SampleRun.Runner, [anchor]);
        ledger.Enter(Save(0));
        BundleLedger.Open(Evidence, SampleRun.Runner, [anchor]).Enter(Save(1));

        Assert.That(anchor.Read().Select(kept => kept.Checkpoint.Checkpoint.Size).Order(), Is.EqualTo(new[] { 2L, 4L }));
        Assert.That(Failing(anchor), Is.Empty);
        Assert.That(_clone.Git("status", "--porcelain"), Is.Empty, "nothing of it shows in the work tree");
    }

    [TestCase("file")]
    [TestCase("tag")]
    [TestCase("branch")]
    [TestCase("pushed branch")]
    public void An_anchor_that_is_out_of_reach_stops_no_run_and_is_caught_up_by_the_next(string kind)
    {
        var ledger = BundleLedger.Open(Evidence, SampleRun.Runner, [new TagAnchor("log/", _folder.Path, Remote: null), new FileAnchor(Path.Combine(_folder.Path, "no", "such", "folder")), new BranchAnchor("log/shop", Clone, "nowhere")]);
        ledger.Enter(Save(0));
        var anchor = Make(kind);
        Assert.That(Failing(anchor), Is.EqualTo(["L14"]));

        BundleLedger.Open(Evidence, SampleRun.Runner, [anchor]);

        Assert.That(Failing(anchor), Is.Empty);
    }

    [TestCase("file")]
    [TestCase("pushed tag")]
    [TestCase("pushed branch")]
    public void A_ledger_that_was_written_anew_is_found_and_takes_nothing_more(string kind)
    {
        var anchor = Make(kind);
        BundleLedger.Open(Evidence, SampleRun.Runner, [anchor]).Enter(Save(0));
        Directory.Delete(Evidence, recursive: true);
        Directory.CreateDirectory(Evidence);
        var forged = Save(1);
        BundleLedger.Open(Evidence, SampleRun.Runner, []).Enter(forged);

        Assert.That(Failing(anchor), Does.Contain("L13"));
        Assert.That(() => BundleLedger.Open(Evidence, SampleRun.Runner, [anchor]), Throws.TypeOf<GateException>().With.Message.Contains("is not the one"));
    }

    [Test]
    public void An_anchor_that_is_behind_is_named()
    {
        var (near, far) = (Make("file"), Make("branch"));
        BundleLedger.Open(Evidence, SampleRun.Runner, [near, far]).Enter(Save(0));
        BundleLedger.Open(Evidence, SampleRun.Runner, [near]).Enter(Save(1));

        var claim = Check(near, far).Claims.Single(claim => claim.Code == "L14");

        Assert.That(claim.Verdict, Is.EqualTo(ClaimVerdict.Fail));
        Assert.That(claim.Because, Is.EqualTo("`git branch log/shop` is behind: it has 2 of 4 entries."));
    }

    [Test]
    public void What_a_commit_keeps_stays_whatever_a_later_one_does()
    {
        var anchor = Make("branch");
        BundleLedger.Open(Evidence, SampleRun.Runner, [anchor]).Enter(Save(0));
        _clone.Switch("log/shop").Delete("checkpoint").Commit("nothing was here");
        _clone.Switch("main");

        Assert.That(anchor.Read(), Has.Count.EqualTo(1));
    }

    [Test]
    public void A_checkpoint_that_somebody_else_signed_stops_no_run()
    {
        var anchor = Make("file");
        File.WriteAllText(anchor.Name, ChangeGate.Ledgers.SignedCheckpoint.Sign(Sample.CheckpointAt(4).Checkpoint, SampleRun.Ada).ToText());

        Assert.That(() => BundleLedger.Open(Evidence, SampleRun.Runner, [anchor]), Throws.Nothing);
        Assert.That(Failing(anchor), Does.Contain("L13"), "but it is told");
    }

    private string Save(int bundle)
    {
        var path = Path.Combine(Evidence, $"shop.production.{bundle}.evidence.json");
        File.WriteAllText(path, Sample.Bundles[bundle].ToJson());

        return path;
    }

    private Verification Check(params Anchor[] anchors) => LedgerAudit.Check(BundleLedger.Copy(Evidence, [], anchors), [SampleRun.Runner.PublicKey]);

    private IEnumerable<string> Failing(params Anchor[] anchors) => SampleLedger.Failing(Check(anchors));
}
