using System.Text;
using System.Text.RegularExpressions;
using ChangeGate.Cli.Sources;
using ChangeGate.Databases;
using ChangeGate.Failures;
using ChangeGate.GitHub.People;
using ChangeGate.GitHub.Proposers;
using ChangeGate.Policies;
using ChangeGate.Reports;
using ChangeGate.Runs;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Cli.Identities;

/// <summary>
/// Finds out who asks for a run, and verifies what proves it. Nothing runs on a token that is there and not good, or without one where the
/// configuration requires it: the runner looks right before it begins, and once for each run.
/// </summary>
/// <param name="request">What was said where the run was asked for.</param>
/// <param name="agents">Programs of the configuration, beside those that are known everywhere.</param>
/// <param name="network">Asks issuers.</param>
/// <param name="time">Against which tokens are held.</param>
internal sealed partial class IdentityFinder(IdentityRequest request, EquatableList<ListedAgent> agents, Func<IssuerNetwork> network, TimeProvider time)
{
    public const string TokenVariable = "CHANGEGATE_ID_TOKEN"; // The name of a variable, and no secret.

    public const string BehalfVariable = "CHANGEGATE_ON_BEHALF_OF";

    private const string GitHubIssuer = "https://token.actions.githubusercontent.com";

    /// <summary>Of this process.</summary>
    public static IdentityFinder Here(IdentityRequest request, EquatableList<ListedAgent> agents) =>
        new(request, agents, static () => new IssuerNetwork(), TimeProvider.System);

    /// <summary>What everything says of who asks, without any proof.</summary>
    public RunIdentity Claimed() => Reading().Read(null, [], OnBehalfOf());

    /// <param name="settings">Whose word counts, as the base of what runs says it.</param>
    /// <param name="commit">The commit that is run; null where none is known.</param>
    /// <param name="isOfCommit">A commit says what is run, so the token must be of it.</param>
    /// <param name="cancellation">While an issuer is asked.</param>
    /// <exception cref="RunRefusedException">A token does not count, or is missing.</exception>
    public async Task<RunIdentity> FindAsync(IdentitySettings settings, string? commit, bool isOfCommit, CancellationToken cancellation)
    {
        var token = await TokenAsync(settings, cancellation);

        if (token is null)
        {
            return settings.Required
                ? throw Missing()
                : Claimed() with { Commit = isOfCommit ? commit : null };
        }

        var issuer = IssuerOf(token, settings);
        var verified = await VerifyAsync(token, issuer, cancellation);

        if (issuer.ProblemWith(verified) is { } problem)
        {
            throw Refuse(problem, "Run it where the configuration allows, or change `identity` there, in a proposal of its own.");
        }

        if (isOfCommit && RunIdentity.ProblemWithCommit(verified, commit) is { } other)
        {
            throw Refuse(other, "Run it in the job of that very commit, on a checkout of it or with --commit.");
        }

        return Reading().Read(verified, issuer.Require.Select(static claim => claim.Name), OnBehalfOf()) with { Commit = isOfCommit ? commit : null };
    }

    /// <summary>Asked before a judgement, which may take long: whether a token that is required is there at all. Nobody is asked for one yet.</summary>
    /// <exception cref="RunRefusedException">There is none.</exception>
    public void RefuseMissing(IdentitySettings settings)
    {
        if (settings.Required && request.Token is null && InVariable(settings) is null && OfWorkflow(settings) is null)
        {
            throw Missing();
        }
    }

    private async Task<IdentityToken> VerifyAsync(string token, TokenIssuer issuer, CancellationToken cancellation)
    {
        var keys = await KeysAsync(issuer, cancellation);

        return TokenVerifier.TryVerify(token, new TokenTrust(issuer.Issuer, issuer.Audience, keys), time.GetUtcNow(), out var verified, out var problem)
            ? verified
            : throw Refuse(problem, $"Take a fresh token of {Prose.Name(issuer.Issuer)} for the audience {Prose.Name(issuer.Audience)}. If the issuer has new keys, replace the file of `keys`.");
    }

    private async Task<JsonWebKeySet> KeysAsync(TokenIssuer issuer, CancellationToken cancellation)
    {
        if (issuer.Keys is null)
        {
            using var open = network();
            return await open.KeysAsync(issuer, cancellation);
        }

        return JsonWebKeySet.TryRead(Encoding.UTF8.GetBytes(issuer.Keys), out var keys, out var problem)
            ? keys
            : throw new GateException($"The file of keys of {Prose.Name(issuer.Issuer)} {problem}.", "Save the issuer's `jwks_uri` there, as it answers.");
    }

    private static TokenIssuer IssuerOf(string token, IdentitySettings settings) =>
        TokenVerifier.ClaimedIssuer(token) is { } issuer
            ? settings.Issuers.FirstOrDefault(one => one.Issuer == issuer) ?? throw Refuse("The token is of an issuer that the configuration does not name.", $"It names: {string.Join(", ", settings.Issuers.Select(static one => one.Issuer))}.")
            : throw Refuse("What should be a token is none.", "Give the text of the token and nothing else: three parts with dots between them.");

    /// <returns>null where there is none.</returns>
    private async Task<string?> TokenAsync(IdentitySettings settings, CancellationToken cancellation)
    {
        if (request.Token is { } place)
        {
            return settings.Issuers.Count > 0
                ? ReadToken(place)
                : throw new GateException("A token was given, and the configuration names nobody whose tokens count.", "Add `identity: { issuers: [ … ] }` to it, or leave --identity-token out.");
        }

        if (settings.Issuers.Count == 0)
        {
            return null;
        }

        if (InVariable(settings) is { } given)
        {
            return given;
        }

        if (OfWorkflow(settings) is not var (address, bearer, audience))
        {
            return null;
        }

        using var open = network();
        return await open.WorkflowTokenAsync(address, bearer, audience, cancellation);
    }

    private string? InVariable(IdentitySettings settings) =>
        settings.Issuers.Select(static issuer => issuer.Variable).OfType<string>().Append(TokenVariable).Select(request.Variable).FirstOrDefault(static value => value is { Length: > 0 })?.Trim();

    /// <summary>Where this job of GitHub Actions may ask for a token, with what, and for whom; null where it may not.</summary>
    private (string Address, string Bearer, string Audience)? OfWorkflow(IdentitySettings settings) =>
        request.Variable(IssuerNetwork.RequestAddress) is { Length: > 0 } address && request.Variable(IssuerNetwork.RequestToken) is { Length: > 0 } bearer
            && (settings.Issuers.FirstOrDefault(static one => one.Issuer == GitHubIssuer) ?? settings.Issuers.FirstOrDefault(static one => one.Variable is null)) is { } issuer
            ? (address, bearer, issuer.Audience)
            : null;

    private static string ReadToken(string place)
    {
        if (place.StartsWith("${", StringComparison.Ordinal) && place.EndsWith('}'))
        {
            return EnvironmentVariables.Expand(place, "the token of the CI").Trim();
        }

        try
        {
            return new FileInfo(place).Length <= TokenVerifier.LongestToken + 2 ? File.ReadAllText(place).Trim() : throw new GateException($"'{place}' is too large for a token.", "Name the file with the token.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GateException($"The token could not be read from '{place}': {failure.Message}", "Name a file with --identity-token, or ${VARIABLE}.", failure);
        }
    }

    private OnBehalf? OnBehalfOf() => request.OnBehalfOf?.Trim() is { Length: > 0 } said ? new OnBehalf(said, IdentitySource.Option)
        : request.Variable(BehalfVariable)?.Trim() is { Length: > 0 } set ? new OnBehalf(set, IdentitySource.Environment)
        : null;

    private IdentityReading Reading() => new(request.Variable, $"{Environment.UserName}@{Environment.MachineName}", Known);

    /// <summary>The same programs that are known as authors.</summary>
    private KnownAccount? Known(string login, long number)
    {
        var isBot = login.EndsWith("[bot]", StringComparison.OrdinalIgnoreCase) || GitLabBot().IsMatch(login);

        return KnownAgents.Shipped.With(agents).Of(new Account(number, login, isBot ? AccountType.Bot : AccountType.User)) is { } agent
            ? new KnownAccount(agent.Kind == ProposerKind.Agent ? RequesterKind.Agent : RequesterKind.Service, $"its account is that of {agent.Name}")
            : isBot ? new KnownAccount(RequesterKind.Service, "its account is that of a program") : null;
    }

    // The accounts of access tokens.
    [GeneratedRegex(@"\A(?:project|group)_[0-9]+_bot(?:_|\z)")]
    private static partial Regex GitLabBot();

    private static RunRefusedException Missing() => Refuse(
        "The configuration requires that a token of the CI proves who runs this, and there is none.",
        $"On GitHub give the job `permissions: id-token: write`; elsewhere put the token into {TokenVariable}, or name its file with --identity-token.");

    private static RunRefusedException Refuse(string problem, string remedy) => new(new Refusal(RefusalKind.IdentityNotProved, problem, remedy));
}
