using ChangeGate.Failures;
using ChangeGate.GitHub.Connection;

namespace ChangeGate.GitHub.People;

/// <summary>What a person may do in the repository; the zero value may do nothing.</summary>
public enum RepositoryPermission
{
    None,
    Read,
    Triage,
    Write,
    Maintain,
    Admin,
}

/// <summary>Who belongs to which team, and who may do what.</summary>
public sealed class PeopleApi
{
    private readonly RepositoryApi _api;

    internal PeopleApi(RepositoryApi api) => _api = api;

    /// <summary>Invited and not yet accepted is no membership; members of child teams are members.</summary>
    /// <returns>false also where the token may not see the team.</returns>
    public async Task<bool> IsActiveMemberAsync(string organization, string team, string login, CancellationToken cancellation)
    {
        var call = Call.Get(RepositoryApi.Escaped($"orgs/{organization}/teams/{team}/memberships/{login}"), "members: read");
        return await _api.Connection.FindAsync(call, GitHubJson.Default.MembershipPayload, cancellation) is { State: "active" };
    }

    /// <summary>Whose token it is; null for an App's or a workflow's, which is nobody's.</summary>
    public async Task<Account?> OwnAsync(CancellationToken cancellation)
    {
        try
        {
            return Account.From(await _api.Connection.FindAsync(Call.Get("user", permission: null), GitHubJson.Default.AccountPayload, cancellation));
        }
        catch (GateException failure) when (failure.InnerException is GitHubRefusalException { Kind: RefusalKind.Permission })
        {
            return null;
        }
    }

    /// <returns>false also where the token may not see the team.</returns>
    public Task<bool> TeamExistsAsync(string organization, string team, CancellationToken cancellation) =>
        _api.Connection.ExistsAsync(Call.Get(RepositoryApi.Escaped($"orgs/{organization}/teams/{team}"), "members: read"), cancellation);

    /// <summary>A team without access cannot be asked to review.</summary>
    public Task<bool> TeamHasAccessAsync(string organization, string team, CancellationToken cancellation) =>
        _api.Connection.ExistsAsync(Call.Get(RepositoryApi.Escaped($"orgs/{organization}/teams/{team}/repos/{_api.Name.Owner}/{_api.Name.Name}"), "members: read"), cancellation);

    public async Task<RepositoryPermission> PermissionAsync(string login, CancellationToken cancellation)
    {
        var call = Call.Get(_api.Path($"collaborators/{login}/permission"), "metadata: read");
        var payload = await _api.Connection.FindAsync(call, GitHubJson.Default.PermissionPayload, cancellation);

        // `permission` knows four steps and `role_name` more, among them names that an organization made up: those say nothing.
        return (payload?.Permission, payload?.RoleName) switch
        {
            ("admin", _) => RepositoryPermission.Admin,
            ("write", "maintain") => RepositoryPermission.Maintain,
            ("write", _) => RepositoryPermission.Write,
            ("read", "triage") => RepositoryPermission.Triage,
            ("read", _) => RepositoryPermission.Read,
            _ => RepositoryPermission.None,
        };
    }
}
