using ChangeGate.Cli.PullRequests;
using ChangeGate.Failures;

namespace ChangeGate.GitHub.Tests.PullRequests;

internal sealed class WorkflowFilesTests
{
    private const string Nowhere = "/dev/null/output";

    [Test]
    public void What_was_done_is_no_less_done_because_its_result_cannot_be_written() =>
        Assert.That(() => new WorkflowFiles(_ => Nowhere) { MayFail = true }.Output("verdict", "allowed"), Throws.Nothing);

    [Test]
    public void A_verdict_that_cannot_be_handed_on_is_none() =>
        Assert.That(() => new WorkflowFiles(_ => Nowhere).Output("verdict", "allowed"), Throws.TypeOf<GateException>());
}
