using System.IO.Compression;
using ChangeGate.TestKit;

namespace ChangeGate.EndToEnd.Tests.Cake;

internal sealed class CakeRunTests
{
    [Test]
    public void A_build_goes_the_whole_way_from_a_refusal_to_a_rollback_that_verifies()
    {
        using var shop = CakeShop.Open();

        var build = CakeBuild.Run(shop.Path, $$"""
            var tool = (FilePath)"{{CakeBuild.ToolPath}}";
            var apply = new ChangeGateApplySettings { ToolPath = tool, Environment = "production", Evidence = "evidence" };
            Information("first: {0} {1}", ChangeGateApply(apply).Runs.Single().Outcome, ChangeGateApply(apply).Runs.Single().Migrations.Count);

            System.IO.File.WriteAllText("migrations/0002_drop.sql", "ALTER TABLE orders DROP COLUMN note;");
            StartProcess("git", "add --all");
            StartProcess("git", "-c user.name=Kim -c user.email=kim@shop.example commit --quiet --message Propose");

            var refused = ChangeGateApply(new ChangeGateApplySettings { ToolPath = tool, Environment = "production", FailOn = ChangeGateFailOn.Denied });
            Information("refused: {0} {1} {2}", refused.Verdict, refused.Runs.Count, refused.Decisions.Single().Target);

            var rehearsed = ChangeGateRehearse(new ChangeGateRehearseSettings { ToolPath = tool, Base = "HEAD~1" });
            Information("rehearsed: {0} {1} {2}", rehearsed.Verdict, rehearsed.Rehearsals.Single().Path, rehearsed.Rehearsals.Single().Rollback.Verdict);

            var approval = ChangeGateApprove(new ChangeGateApproveSettings { ToolPath = tool, Base = "HEAD~1", Key = "dana.key.pem", Note = "a \"good\" idea \\" });
            Information("approved: {0} {1}", approval.Digest == refused.Decisions.Single().Digest, FileExists(approval.File));

            var ran = ChangeGateApply(apply).Runs.Single();
            Information("ran: {0} {1}", ran.Outcome, ran.Migrations.Single().Path);

            var verify = new ChangeGateVerifySettings { ToolPath = tool, FailOn = ChangeGateFailOn.Never };
            verify.Keys.Add("runner.pub.pem");
            Information("verified: {0}", ChangeGateVerify(ran.Evidence, verify).Verdict);

            var back = ChangeGateRollback(new ChangeGateRollbackSettings { ToolPath = tool, Environment = "production", Evidence = "evidence" }).Runs.Single();
            Information("back: {0} {1} {2}", back.Kind, back.Outcome, back.RollsBack == ran.Id);

            System.IO.File.AppendAllText(ran.Evidence.FullPath, " ");
            var forged = ChangeGateVerify(ran.Evidence, verify);
            Information("forged: {0} {1}", forged.Verdict, forged.Claims.Any(claim => claim.Verdict == "fail"));

            verify.FailOn = ChangeGateFailOn.Pending;
            ChangeGateVerify(ran.Evidence, verify);
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(build.Output, Does.Contain("first: Succeeded 0"), build.Error);
            Assert.That(build.Output, Does.Contain("refused: Pending 0 shop"));
            Assert.That(build.Output, Does.Contain("rehearsed: Allowed 0002_drop.sql proved-with-data"));
            Assert.That(build.Output, Does.Contain("approved: True True"));
            Assert.That(build.Output, Does.Contain("ran: Succeeded 0002_drop.sql"));
            Assert.That(build.Output, Does.Contain("verified: Allowed"));
            Assert.That(build.Output, Does.Contain("back: rollback Succeeded True"));
            Assert.That(build.Output, Does.Contain("forged: Denied True"));
            Assert.That(build.ExitCode, Is.EqualTo(1));
            Assert.That(build.Error, Does.Contain("changegate verify: denied."));
        }
    }

    [Test]
    public void Publishing_without_a_token_ends_the_build()
    {
        using var shop = CakeShop.Open();

        var build = CakeBuild.Run(shop.Path, $$"""ChangeGatePublish(new ChangeGatePublishSettings { ToolPath = "{{CakeBuild.ToolPath}}", Repository = "owner/shop", PullRequest = 1, FailOn = ChangeGateFailOn.Never });""");

        Assert.That(build.ExitCode, Is.EqualTo(3), build.Output);
        Assert.That(build.Error, Does.Contain("GITHUB_TOKEN"));
    }

    [Test]
    public void The_package_brings_the_aliases_to_a_build_that_names_it()
    {
        using var shop = CakeShop.Propose("migrations/0002_coupons.sql", "CREATE TABLE coupons (id integer PRIMARY KEY);");
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var pack = CakeBuild.Dotnet(Repository.Root, "pack", Repository.PathTo("src", "Cake.ChangeGate"), "--no-build", "--configuration", configuration, "--output", shop["packages"]);
        shop.Write("cake.config", $"[NuGet]\nSource={shop["packages"]}\n");

        // A folder of packages of its own: what an earlier build left under the same version is not what is tested.
        var build = CakeBuild.RunScript(
            shop.Path,
            $$"""
            #addin nuget:?package=Cake.ChangeGate&version=0.1.0
            Task("Gate").Does(() => Information("by the package: {0}", ChangeGateCheck(new ChangeGateCheckSettings { Base = "main", ToolPath = "{{CakeBuild.ToolPath}}" }).Verdict));
            RunTarget("Gate");
            """,
            new Dictionary<string, string> { ["NUGET_PACKAGES"] = shop["nuget"] });

        Assert.That(pack.ExitCode, Is.Zero, pack.Output);
        Assert.That(build.Output, Does.Contain("by the package: Allowed"), build.Error);

        using var package = ZipFile.OpenRead(Directory.GetFiles(shop["packages"]).Single());
        Assert.That(package.Entries.Select(entry => entry.FullName), Is.SupersetOf(["README.md", "icon.png", "lib/net10.0/Cake.ChangeGate.dll", "lib/net10.0/Cake.ChangeGate.xml"]));
        Assert.That(package.Entries.Count(entry => entry.Name.EndsWith(".dll", StringComparison.Ordinal)), Is.EqualTo(1), "Cake brings its own assemblies");
    }
}
