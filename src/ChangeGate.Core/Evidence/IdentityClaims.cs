using ChangeGate.Runs;
using ChangeGate.Signatures;

namespace ChangeGate.Evidence;

/// <summary>Whether what is said of who asked for a run agrees with itself, and whether the token that proves it was good for this run.</summary>
internal static class IdentityClaims
{
    private const string Asked = "Who asked for the run is said once, and the job of the CI is the one of its token";

    private const string Proved = "The token of the CI was valid when the run began, and is of the commit that ran";

    /// <param name="dossier">Of the run.</param>
    /// <param name="issuerKeys">Of the issuer, as the auditor knows them; null for none.</param>
    public static IEnumerable<Claim> Check(Dossier dossier, JsonWebKeySet? issuerKeys)
    {
        if (dossier.Contents.Run?.Report is not { Identity: { } identity } run)
        {
            yield return Claims.Skip("E27", Asked, dossier.Contents.Run is null ? "Nothing ran." : "Only a name is recorded.");
            yield return Claims.Skip("E28", Proved, dossier.Contents.Run is null ? "Nothing ran." : "Only a name is recorded.");
            yield break;
        }

        yield return Claims.Judge("E27", Asked, WordsAgree(run, identity), $"`{run.Actor}`, {(identity.Token is null ? "which is claimed and not proved" : $"proved by a token of {identity.Token.Issuer}")}.");
        yield return identity.Token is { } token
            ? Claims.Judge("E28", Proved, TokenProblems(run, identity, token, dossier.Contents.Set).Concat(CommitProblems(identity, dossier.Contents.Set)).Concat(KeyProblems(token, issuerKeys)), $"`{token.Subject}`, key `{token.KeyId}`, until {Timestamp.Write(token.ExpiresAt)}.")
            : CommitProblems(identity, dossier.Contents.Set).ToList() is { Count: > 0 } problems ? Claims.Judge("E28", Proved, problems, "") : Claims.Skip("E28", Proved, "No token proves who asked.");
    }

    private static IEnumerable<string> WordsAgree(RunReport run, RunIdentity identity)
    {
        if (run.Actor != identity.Actor)
        {
            yield return $"The run says that `{run.Actor}` asked for it, and its identity says `{identity.Actor}`.";
        }

        if (identity.Kind == RequesterKind.Unknown != identity.Because is null)
        {
            yield return "What the requester is, and what that rests on, do not go together.";
        }

        if (identity.Token is not null != identity.From is IdentitySource.Token || (identity.Ci is { } job && job.From != (identity.Token is null ? IdentitySource.Environment : IdentitySource.Token)))
        {
            yield return "Something is said to be known from a token, and there is none, or the reverse.";
        }

        if (identity.OnBehalfOf is { From: IdentitySource.Token } != identity.Token?.Find("act.sub") is not null || identity.OnBehalfOf is { From: IdentitySource.Machine })
        {
            yield return "Whom the requester acts for is not known from where it says.";
        }

        if (identity is { From: IdentitySource.Environment, Ci: null })
        {
            yield return "The requester is said to be known from a CI, and there is none.";
        }
    }

    private static IEnumerable<string> TokenProblems(RunReport run, RunIdentity identity, IdentityToken token, RecordedSet? set)
    {
        if (token.VerifiedAt >= token.ExpiresAt + TokenVerifier.Skew || token.VerifiedAt < token.IssuedAt - TokenVerifier.Skew || token.VerifiedAt < token.NotBefore - TokenVerifier.Skew)
        {
            yield return "The token was not valid when it was looked at.";
        }

        if (token.ExpiresAt <= token.IssuedAt || token.ExpiresAt - token.IssuedAt > TokenVerifier.LongestLife || token.IssuedAt - token.NotBefore > TokenVerifier.LongestLife)
        {
            yield return "No token lives like this one.";
        }

        // Between the look at the token and the run there is only the wait for another run to end, for as long as the environment says.
        if (run.StartedAt < token.VerifiedAt || run.StartedAt - token.VerifiedAt > TokenVerifier.LongestLife)
        {
            yield return "The run did not begin once the token had been looked at.";
        }

        if (!TokenSubject.Agrees(token) || token.Claims.Select(static claim => claim.Name).Distinct(StringComparer.Ordinal).Count() < token.Claims.Count)
        {
            yield return "The claims of the token contradict each other.";
        }

        var layout = CiLayout.All.FirstOrDefault(one => one.IsIn(token));

        if (identity.Ci?.Provider != layout?.Provider || (identity.Ci is { } ci && layout is not null && layout.Contradictions(ci, token).Any()))
        {
            yield return "The job of the CI is not the one of the token.";
        }

        if (identity.Requester != (token.Find("act.sub") ?? (layout is null ? null : token.Find(layout.Account.Claim)) ?? token.Subject) || (identity.OnBehalfOf is { From: IdentitySource.Token, Name: var name } && name != token.Subject))
        {
            yield return "The requester is not the one of the token.";
        }

        if (set is not null && RunIdentity.ProblemWithCommit(token, identity.Commit) is { } problem)
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> KeyProblems(IdentityToken token, JsonWebKeySet? issuerKeys) =>
        issuerKeys is null || issuerKeys.Holds(token.KeyId, token.Key) ? [] : [$"The key `{token.KeyId}` ({token.Key.Short}) is not among those that were given of the issuer."];

    /// <summary>What a deployment reads is what the head of the proposal was merged into.</summary>
    private static IEnumerable<string> CommitProblems(RunIdentity identity, RecordedSet? set)
    {
        if (set is not null && !identity.IsDeployed && identity.Commit != set.Set.HeadCommit)
        {
            yield return "The commit that was run is not the head of the set.";
        }

        if (identity is { IsDeployed: true, Commit: null })
        {
            yield return "A commit is said to be deployed, and it is not named.";
        }
    }
}
