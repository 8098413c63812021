using ChangeGate.Cli.Setup;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Documentation;

/// <summary>What the manual shows is what <c>init</c> writes.</summary>
internal sealed class WorkflowSnippetTests
{
    private static readonly string Manual = File.ReadAllText(Repository.PathTo("docs", "github.md"));

    [Test]
    public void The_manual_shows_the_workflow_that_checks() => Assert.That(Manual, Does.Contain($"```yaml\n{WorkflowTemplates.Check}```\n"));

    [Test]
    public void The_manual_shows_the_workflow_that_deploys() => Assert.That(Manual, Does.Contain($"```yaml\n{WorkflowTemplates.Deploy}```\n"));
}
