using System.Globalization;
using ChangeGate.Failures;
using ChangeGate.Signatures;

namespace ChangeGate.Runs;

/// <summary>What an account is known to be.</summary>
public sealed record KnownAccount(RequesterKind Kind, string Because);

/// <summary>Puts together who asks for a run: from a verified token where there is one, from what the CI says in its variables otherwise, from the machine last.</summary>
/// <param name="variable">Of the environment; null for one that is not set.</param>
/// <param name="machine">user@machine.</param>
/// <param name="known">What is known of an account, by its name and its number at GitHub (0 where none is known); null for nothing.</param>
public sealed class IdentityReading(Func<string, string?> variable, string machine, Func<string, long, KnownAccount?> known)
{
    /// <summary>Names come from an environment that others may write: longer ones are no names.</summary>
    private const int LongestName = 256;

    /// <summary>Claims of the known CIs that are kept; beside them those that the configuration requires.</summary>
    private static readonly string[] Kept =
    [
        "act.sub", "actor", "actor_id", "environment", "event_name", "job_id", "job_workflow_ref", "namespace_path", "pipeline_id", "pipeline_source", "project_id", "project_path", "ref", "ref_protected",
        "ref_type", "repository", "repository_id", "repository_owner", "repository_owner_id", "run_attempt", "run_id", "runner_environment", "sha", "user_id", "user_login", "workflow_ref",
    ];

    /// <param name="token">Verified; null where everything is only claimed.</param>
    /// <param name="required">Names of claims that the configuration requires.</param>
    /// <param name="onBehalfOf">As it was said where the run was asked for; null for nobody.</param>
    /// <exception cref="GateException">Token and environment contradict each other.</exception>
    public RunIdentity Read(IdentityToken? token, IEnumerable<string> required, OnBehalf? onBehalfOf)
    {
        var layout = CiLayout.All.FirstOrDefault(one => token is null ? one.IsIn(variable) : one.IsIn(token));
        var account = token is null ? Claimed(layout) : Proved(token, layout);
        var ci = layout is null ? null : CiOf(layout, token);

        if (token is not null && layout is not null && layout.Differences(token, variable) is [var difference, ..])
        {
            throw new GateException(
                $"The token is of another job than this one: it says {Quote(difference.Claim)} of `{difference.Name}`, and {difference.Variable} is {Quote(difference.Value)}.",
                "Ask for the token in the job that runs, and let nothing set that variable.");
        }

        var acting = Acting(token, onBehalfOf);
        var kind = KindOf(account.Name, account.From, layout, token, acting);

        if (acting is null && kind.Kind is RequesterKind.Agent or RequesterKind.Service && ci?.BegunAgainBy is { } again && known(again, 0) is null or { Kind: RequesterKind.Human })
        {
            acting = new OnBehalf(again, IdentitySource.Environment);
        }

        return new RunIdentity
        {
            Requester = account.Name,
            From = account.From,
            Kind = kind.Kind,
            Because = kind.Because,
            OnBehalfOf = acting,
            Ci = ci,
            Token = token is null ? null : token with { Claims = [.. token.Claims.Where(claim => Kept.Contains(claim.Name) || required.Contains(claim.Name))] },
        };
    }

    private (string Name, IdentitySource From) Claimed(CiLayout? layout) =>
        layout is not null && Value(layout.Account.Variable) is { } account ? (account, IdentitySource.Environment) : (machine, IdentitySource.Machine);

    private static (string Name, IdentitySource From) Proved(IdentityToken token, CiLayout? layout) =>
        (token.Find("act.sub") ?? (layout is null ? null : token.Find(layout.Account.Claim)) ?? token.Subject, IdentitySource.Token);

    private CiRun CiOf(CiLayout layout, IdentityToken? token)
    {
        var again = layout.BegunAgainBy is { } name ? Value(name) : null;

        return new CiRun(layout.Provider, Of(layout.Run) ?? "", token is null ? IdentitySource.Environment : IdentitySource.Token) // The layout was known by it.
        {
            Attempt = Of(layout.Attempt),
            Workflow = Of(layout.Workflow),
            Repository = Of(layout.Repository),
            Ref = Of(layout.Ref),
            Commit = Of(layout.Commit),
            BegunAgainBy = again == Of(layout.Account) ? null : again,
        };

        string? Of(CiFact? fact) => fact is null ? null : token is null ? Value(fact.Variable) : token.Find(fact.Claim);
    }

    private static OnBehalf? Acting(IdentityToken? token, OnBehalf? said)
    {
        if (token?.Find("act.sub") is null)
        {
            return said is { Name.Length: > LongestName } ? throw new GateException("The name of the person who is acted for is too long.", $"Give at most {LongestName} characters.") : said;
        }

        return said is null || said.Name == token.Subject
            ? new OnBehalf(token.Subject, IdentitySource.Token)
            : throw new GateException($"The token lets act for {Quote(token.Subject)}, and {Quote(said.Name)} was given.", "Leave the name out: the token says it.");
    }

    private (RequesterKind Kind, string? Because) KindOf(string account, IdentitySource from, CiLayout? layout, IdentityToken? token, OnBehalf? acting)
    {
        if (from != IdentitySource.Machine && known(account, NumberOf(layout, token)) is { } found)
        {
            return (found.Kind, found.Because);
        }

        if (token?.Find("act.sub") is not null)
        {
            return (RequesterKind.Agent, "the token lets it act for its subject");
        }

        if (layout is not null && (token is null ? Value(layout.Cause.Variable) : token.Find(layout.Cause.Claim)) is "schedule")
        {
            return (RequesterKind.Service, "a schedule began it");
        }

        if (acting is not null)
        {
            return (RequesterKind.Agent, "it says that it acts for somebody");
        }

        return from is IdentitySource.Machine || layout is null ? (RequesterKind.Unknown, null) : (RequesterKind.Human, "no program is known by this account");
    }

    private long NumberOf(CiLayout? layout, IdentityToken? token) =>
        layout?.AccountNumber is { } fact && long.TryParse(token is null ? Value(fact.Variable) : token.Find(fact.Claim), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private string? Value(string name) => variable(name) is { Length: > 0 and <= LongestName } value ? value : null;

    private static string Quote(string text) => $"`{string.Concat((text.Length > 60 ? text[..60] + "…" : text).Select(static c => char.IsControl(c) ? '·' : c)).Replace('`', '\'')}`";
}
