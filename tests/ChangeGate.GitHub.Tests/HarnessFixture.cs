using ChangeGate.GitHub.Tests.Harness;

namespace ChangeGate.GitHub.Tests;

/// <summary>Stands in the namespace above all tests: its end is the end of the run.</summary>
[SetUpFixture]
internal sealed class HarnessFixture
{
    [OneTimeTearDown]
    public static Task StopAsync() => GitHubServer.StopAsync();
}
