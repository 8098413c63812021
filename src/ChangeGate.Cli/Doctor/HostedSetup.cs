using ChangeGate.Failures;
using ChangeGate.GitHub;
using ChangeGate.GitHub.Connection;
using ChangeGate.Reports;

namespace ChangeGate.Cli.Doctor;

/// <summary>Looks at what GitHub knows of the set-up, with one token. What the token may not see is said, and is no pass.</summary>
internal sealed class HostedSetup(GitHubRepository repository, LocalSetup local, DoctorRequest request)
{
    public async Task<IReadOnlyList<SetupSection>> LookAsync(CancellationToken cancellation)
    {
        var settings = await repository.Settings.RepositoryAsync(cancellation);
        var sections = new List<SetupSection>();

        foreach (var branch in request.Branches.Prepend(settings.DefaultBranch).Distinct(StringComparer.Ordinal))
        {
            sections.Add(new SetupSection("Branch", Prose.Name(branch), [.. await new BranchPoints(repository, local.Workflows, branch).LookAsync(cancellation)]));
        }

        sections.Add(new SetupSection("GitHub", Prose.Name(repository.Name.ToString()), [.. await new SettingsPoints(repository, local, settings).LookAsync(cancellation)]));

        return sections;
    }

    /// <summary>Asks something that a token may not be allowed to see; a refusal then becomes a point of its own.</summary>
    public static async Task<T?> SeeAsync<T>(List<SetupPoint> points, string name, string what, Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (GateException failure) when (failure.InnerException is GitHubRefusalException { Kind: RefusalKind.Permission or RefusalKind.NotFound } refusal)
        {
            points.Add(new SetupPoint(name, PointState.Unseen, $"{what} cannot be seen with this token.")
            {
                Remedy = refusal.Permission is { } permission ? $"Look with a token that has {Prose.Name(permission)}, such as an administrator's." : "Look with an administrator's token.",
            });
            return default;
        }
    }
}
