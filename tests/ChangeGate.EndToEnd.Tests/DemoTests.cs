using ChangeGate.TestKit;

namespace ChangeGate.EndToEnd.Tests;

internal sealed class DemoTests
{
    [Test]
    public void The_demo_tells_its_story_to_the_end_and_every_step_does_what_it_should()
    {
        using var folder = new TemporaryDirectory();

        var demo = ChangeGateProgram.Run(folder.Path, "demo");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(demo.ExitCode, Is.Zero, demo.Output + demo.Error);
            Assert.That(demo.Output, Does.Contain("All 15 reviews are back, equal in every column.").And.Contain("FAIL E02").And.Not.Contain("✖ exit code"));
        }
    }
}
