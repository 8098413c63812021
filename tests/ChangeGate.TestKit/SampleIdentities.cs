using ChangeGate.Runs;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.TestKit;

/// <summary>Who asked for a run, put together by hand.</summary>
public static class SampleIdentities
{
    /// <summary>An agent with a token of GitHub Actions, for a person.</summary>
    /// <param name="at">When the token was looked at.</param>
    /// <param name="commit">Whose job it is.</param>
    public static RunIdentity Verified(DateTimeOffset at, string commit) => new()
    {
        Requester = "shop-bot[bot]",
        From = IdentitySource.Token,
        Kind = RequesterKind.Service,
        Because = "its account is that of a program",
        OnBehalfOf = new OnBehalf("carol", IdentitySource.Option),
        Commit = commit,
        Ci = new CiRun(CiProvider.Github, "123", IdentitySource.Token)
        {
            Attempt = "2",
            Workflow = "acme/shop/.github/workflows/deploy.yml@refs/heads/main",
            Repository = "acme/shop",
            Ref = "refs/heads/main",
            Commit = commit,
            BegunAgainBy = "dana",
        },
        Token = new IdentityToken
        {
            Issuer = TokenForge.Issuer,
            Audience = "changegate",
            Subject = "repo:acme-55/shop-77:environment:production",
            Algorithm = TokenAlgorithm.Rs256,
            KeyId = "rsa-1",
            Key = Digest.Of("key"),
            IssuedAt = at.AddSeconds(-20),
            NotBefore = at.AddSeconds(-25),
            ExpiresAt = at.AddSeconds(280),
            VerifiedAt = at,
            Digest = Digest.Of("token"),
            Claims =
            [
                new("actor", "shop-bot[bot]"),
                new("ref", "refs/heads/main"),
                new("repository", "acme/shop"),
                new("repository_id", "77"),
                new("repository_owner_id", "55"),
                new("run_attempt", "2"),
                new("run_id", "123"),
                new("sha", commit),
                new("workflow_ref", "acme/shop/.github/workflows/deploy.yml@refs/heads/main"),
            ],
        },
    };

    /// <summary>What the variables of a job say.</summary>
    public static RunIdentity Claimed { get; } = new()
    {
        Requester = "alice",
        From = IdentitySource.Environment,
        Kind = RequesterKind.Human,
        Because = "no program is known by this account",
        Ci = new CiRun(CiProvider.Gitlab, "991", IdentitySource.Environment) { Repository = "acme/shop" },
    };
}
