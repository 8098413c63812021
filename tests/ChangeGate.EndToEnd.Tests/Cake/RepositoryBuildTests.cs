using ChangeGate.TestKit;

namespace ChangeGate.EndToEnd.Tests.Cake;

/// <summary>The build of this repository, as far as it does not build itself again.</summary>
internal sealed class RepositoryBuildTests
{
    [Test]
    public void Its_gate_judges_its_own_example_with_its_own_addin()
    {
        var build = CakeBuild.Dotnet(Repository.Root, CakeBuild.Metadata("Cake"), Repository.PathTo("build", "build.cake"), "--target=Gate", "--exclusive");

        Assert.That(build.ExitCode, Is.Zero, build.Output + build.Error);
        Assert.That(build.Output, Does.Contain("ChangeGate shop-postgres: pending").And.Contain("ChangeGate shop-sqlite: allowed"));
    }
}
