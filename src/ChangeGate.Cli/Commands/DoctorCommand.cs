using System.CommandLine;
using ChangeGate.Cli.Doctor;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Setup;
using ChangeGate.Failures;
using ChangeGate.GitHub;
using ChangeGate.GitHub.Connection;
using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;

namespace ChangeGate.Cli.Commands;

/// <summary>Looks at the set-up itself: what leads past the gate.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var configuration = new Option<string?>("--config") { Description = "The configuration, from the root of the repository. Default: those that the workflows name.", HelpName = "FILE" };
        var repository = new Option<string?>("--repository") { Description = "On GitHub. Default: GITHUB_REPOSITORY, or where origin is.", HelpName = "OWNER/NAME" };
        var branches = new Option<string[]>("--branch") { Description = "Look at this branch too, beside the default one. May be given more than once.", HelpName = "NAME", DefaultValueFactory = _ => [] };
        var format = OutputOptions.CreateFormat("doctor");
        var command = new Command("doctor", "Look at the set-up: configuration, workflows, branch rules, and what leads past the gate. GitHub is asked with GITHUB_TOKEN.") { configuration, repository, branches, format };
        command.SetAction(async (arguments, cancellation) => (int)await RunAsync(
            new DoctorRequest { Configuration = arguments.GetValue(configuration), Branches = arguments.GetValue(branches) ?? [] },
            arguments.GetValue(repository),
            OutputOptions.IsJson(arguments.GetValue(format)),
            cancellation));

        return command;
    }

    private static async Task<ExitCode> RunAsync(DoctorRequest request, string? repository, bool json, CancellationToken cancellation)
    {
        var files = RepositoryFiles.Around(Environment.CurrentDirectory);
        var local = new SetupDoctor(files, request).Look();
        var name = NameOf(repository ?? Environment.GetEnvironmentVariable("GITHUB_REPOSITORY"), files);
        var (hosted, failure) = await HostedAsync(name, local, request, cancellation);
        var report = new SetupReport($"doctor in {Prose.Name(files.Name())}", [.. Settled(local.Sections, hosted), .. hosted]);

        ResultWriter.Result(json, layout => JsonReport.WriteSetup(report, layout), width => ConsoleSetup.Render(report, width));

        return failure ? ExitCode.CannotDecide : report.Worst == PointState.Fails ? ExitCode.Denied : ExitCode.Allowed;
    }

    /// <summary>A workflow that a ruleset requires is taken from there: that a proposal brings its own no longer matters.</summary>
    private static IEnumerable<SetupSection> Settled(IReadOnlyList<SetupSection> local, IReadOnlyList<SetupSection> hosted) =>
        hosted.SelectMany(section => section.Points).Any(point => point is { Name: "check-workflow", State: PointState.Holds })
            ? local.Select(section => section with { Points = [.. section.Points.Where(point => point.Name != "workflow-own")] })
            : local;

    private static async Task<(IReadOnlyList<SetupSection> Sections, bool Failed)> HostedAsync(RepositoryName? name, LocalSetup local, DoctorRequest request, CancellationToken cancellation)
    {
        if (name is null || Environment.GetEnvironmentVariable("GITHUB_TOKEN") is not { Length: > 0 } token)
        {
            return ([NotLooked(name is null ? "no repository on GitHub is known" : "`GITHUB_TOKEN` is not set", name is null ? "Give `--repository OWNER/NAME`." : "Set it: `GITHUB_TOKEN=$(gh auth token) changegate doctor`.")], false);
        }

        try
        {
            using var client = new GitHubClient(Credentials.OfToken(token), new GitHubOptions { Address = ApiAddress.Read(Environment.GetEnvironmentVariable("GITHUB_API_URL")) }, TimeProvider.System);
            return (await new HostedSetup(client.Repository(name), local, request).LookAsync(cancellation), false);
        }
        catch (GateException failure) when (failure.InnerException is GitHubRefusalException)
        {
            return ([NotLooked(failure.Problem, failure.Remedy)], true);
        }
    }

    private static SetupSection NotLooked(string why, string remedy) =>
        new("GitHub", "", [new SetupPoint("github", PointState.Unseen, $"Branch rules, bypasses, teams and environments were not looked at: {why.TrimEnd('.')}.") { Remedy = remedy }]);

    private static RepositoryName? NameOf(string? given, RepositoryFiles files)
    {
        if (given is { Length: > 0 })
        {
            return RepositoryName.Parse(given);
        }

        // https://HOST/OWNER/NAME.git, or HOST:OWNER/NAME.git
        var parts = (files.Origin() ?? "").TrimEnd('/').Split('/', ':');
        return parts is [.., _, var owner, var name] && RepositoryName.TryParse($"{owner}/{(name.EndsWith(".git", StringComparison.Ordinal) ? name[..^4] : name)}", out var found) ? found : null;
    }
}
