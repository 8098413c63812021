using ChangeGate.Cli;
using ChangeGate.Cli.Deployments;
using ChangeGate.Cli.Identities;
using ChangeGate.Databases;
using ChangeGate.Evidence;
using ChangeGate.TestKit;
using static ChangeGate.GitHub.Tests.Deployments.DeployedShop;
using static ChangeGate.GitHub.Tests.PullRequests.GatedShop;

namespace ChangeGate.GitHub.Tests.Deployments;

/// <summary>Deployments that a token of the job must prove: of the merge that is deployed, and not of the head that was reviewed.</summary>
internal sealed class DeployedIdentityTests
{
    private static readonly TokenForge Forge = new();

    [Test]
    public async Task A_token_of_the_merge_proves_who_deployed_it()
    {
        using var shop = await DeployedShop.CreateAsync();
        var (number, merged) = await MergedAsync(shop);

        Assert.That(await DeployAsync(shop, merged, merged), Is.EqualTo(ExitCode.Allowed));

        var claims = shop.Verify(shop.Bundles[^1]).Claims;
        Assert.That(claims.Where(static claim => claim.Verdict == ClaimVerdict.Fail), Is.Empty);
        Assert.That(claims.Single(static claim => claim.Code == "E28").Verdict, Is.EqualTo(ClaimVerdict.Pass));
        Assert.That((await CommentsAsync(shop.Sandbox, number)).Single(), Does.Contain("Asked for:").And.Contain("`alice` through GitHub Actions run `123`"));
    }

    [Test]
    public async Task A_token_of_another_commit_deploys_nothing()
    {
        using var shop = await DeployedShop.CreateAsync();
        var (_, merged) = await MergedAsync(shop);

        Assert.That(() => DeployAsync(shop, merged, new string('0', 40)), Throws.TypeOf<RunRefusedException>().With.Message.Contains($"what is run is commit {merged}"));
        Assert.That(shop.Columns(), Has.Count.EqualTo(2));
    }

    /// <summary>The configuration that asks for a token stands before the migration does.</summary>
    private static async Task<(int Number, string Merged)> MergedAsync(DeployedShop shop)
    {
        await shop.Sandbox.CommitAsync("main", new Dictionary<string, string?>
        {
            ["changegate.yml"] = shop.Configuration + $"\nidentity: {{ required: true, issuers: [ {{ issuer: {TokenForge.Issuer}, keys: issuer.json }} ] }}\n",
            ["issuer.json"] = Forge.Keys,
        });
        var (number, head) = await shop.ProposeAsync("drop", Migration("0002_drop.sql", DeployedShop.Drop));
        await shop.Sandbox.ReviewAsync("carol", number, "APPROVE", head);

        return (number, await shop.MergeAsync(number));
    }

    private static async Task<ExitCode> DeployAsync(DeployedShop shop, string commit, string sha)
    {
        var token = Path.Combine(shop.Folder, "token.jwt");
        await File.WriteAllTextAsync(token, Forge.Sign(TokenForge.Claims(DateTimeOffset.UtcNow, sha)));
        var hosted = await shop.HostedAsync(commit);

        return await new GovernedDeployment(shop.Request(hosted) with { Identity = new IdentityRequest(token, null) { Variable = static _ => null } }, hosted).RunAsync(default);
    }
}
