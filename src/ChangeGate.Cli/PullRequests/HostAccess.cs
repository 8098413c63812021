using ChangeGate.Cli.Output;
using ChangeGate.Failures;
using ChangeGate.GitHub;
using ChangeGate.GitHub.Connection;

namespace ChangeGate.Cli.PullRequests;

/// <summary>GitHub as this process may speak to it: the token and the address come from the environment, never from an option that others can read.</summary>
internal static class HostAccess
{
    public static GitHubClient Open()
    {
        var token = Environment.GetEnvironmentVariable("GITHUB_TOKEN") ?? throw new GateException("GITHUB_TOKEN is not set.", "Pass the workflow's token to this step: `env: { GITHUB_TOKEN: ${{ github.token }} }`.");
        var options = new GitHubOptions { Address = ApiAddress.Read(Environment.GetEnvironmentVariable("GITHUB_API_URL")), Waits = new RemarkedWaits() };

        return new GitHubClient(Credentials.OfToken(token), options, TimeProvider.System);
    }

    public static RepositoryName Repository(string? given) =>
        RepositoryName.Parse(given ?? Environment.GetEnvironmentVariable("GITHUB_REPOSITORY") ?? throw new GateException("Nothing says which repository is meant.", "Give --repository OWNER/NAME."));

    private sealed class RemarkedWaits : IProgress<TimeSpan>
    {
        public void Report(TimeSpan value) => Terminal.Remark($"GitHub's rate limit is reached; waiting {Wording(value)} for it.");

        private static string Wording(TimeSpan wait) => wait < TimeSpan.FromMinutes(2) ? $"{wait.TotalSeconds:0} s" : $"{wait.TotalMinutes:0} min";
    }
}
