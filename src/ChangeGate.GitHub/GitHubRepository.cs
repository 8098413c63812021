using ChangeGate.Failures;
using ChangeGate.GitHub.Branches;
using ChangeGate.GitHub.Checks;
using ChangeGate.GitHub.Comments;
using ChangeGate.GitHub.Commits;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Contents;
using ChangeGate.GitHub.Deployments;
using ChangeGate.GitHub.People;
using ChangeGate.GitHub.PullRequests;
using ChangeGate.GitHub.Settings;

namespace ChangeGate.GitHub;

/// <summary>One repository on GitHub, topic by topic.</summary>
public sealed class GitHubRepository
{
    internal GitHubRepository(GitHubConnection connection, RepositoryName name)
    {
        Name = name;
        Page = $"{connection.Address.Pages}{name}";
        var api = new RepositoryApi(connection, name);
        PullRequests = new PullRequestApi(api);
        Pushes = new PushApi(api);
        Commits = new CommitApi(api);
        Contents = new ContentApi(api);
        CheckRuns = new CheckRunApi(api);
        Statuses = new StatusApi(api);
        CodeScanning = new CodeScanningApi(api);
        Comments = new CommentApi(api);
        Edits = new EditApi(api);
        Labels = new LabelApi(api);
        People = new PeopleApi(api);
        Branches = new BranchApi(api);
        Deployments = new DeploymentApi(api);
        Settings = new SettingsApi(api);
    }

    public RepositoryName Name { get; }

    /// <summary>Where people read it, without a slash at the end.</summary>
    public string Page { get; }

    public PullRequestApi PullRequests { get; }

    public PushApi Pushes { get; }

    public CommitApi Commits { get; }

    public ContentApi Contents { get; }

    public CheckRunApi CheckRuns { get; }

    public StatusApi Statuses { get; }

    public CodeScanningApi CodeScanning { get; }

    public CommentApi Comments { get; }

    public EditApi Edits { get; }

    public LabelApi Labels { get; }

    public PeopleApi People { get; }

    public BranchApi Branches { get; }

    public DeploymentApi Deployments { get; }

    public SettingsApi Settings { get; }
}

/// <summary>The connection, and the part of every address that names the repository.</summary>
internal sealed record RepositoryApi(GitHubConnection Connection, RepositoryName Name)
{
    /// <summary>An address below the repository; every value is escaped, whatever it holds.</summary>
    public string Path(FormattableString rest) => $"repos/{Name.Owner}/{Name.Name}/{Escaped(rest)}";

    public async Task DeleteAsync(Call call, CancellationToken cancellation)
    {
        try
        {
            await Connection.SendAsync(call, cancellation);
        }
        catch (GateException failure) when (failure.InnerException is GitHubRefusalException { Kind: RefusalKind.NotFound })
        {
            // What is gone need not be removed.
        }
    }

    public static string Escaped(FormattableString path) =>
        string.Format(path.Format, [.. path.GetArguments().Select(static value => Uri.EscapeDataString(value?.ToString() ?? ""))]);
}
