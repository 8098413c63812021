using System.Text.RegularExpressions;
using ChangeGate.TestKit;

namespace ChangeGate.EndToEnd.Tests.Cake;

/// <summary>The scripts that people copy run as they are written.</summary>
internal sealed partial class CakeDocumentTests
{
    [TestCase("Gate", 1, "data loss needs a person")]
    [TestCase("Look", 0, "Pending, risk")]
    [TestCase("Deploy", 1, "data loss needs a person")]
    public void The_script_of_the_manual_refuses_what_nobody_approved(string target, int exitCode, string says)
    {
        using var shop = CakeShop.Propose("migrations/0002_drop.sql", "ALTER TABLE orders DROP COLUMN note;");

        var build = Run(shop, Repository.PathTo("docs", "cake.md"), target);

        Assert.That(build.ExitCode, Is.EqualTo(exitCode), build.Output + build.Error);
        Assert.That(build.Output + build.Error, Does.Contain(says));
    }

    [Test]
    public void The_script_of_the_manual_deploys_what_is_safe_and_verifies_the_evidence()
    {
        using var shop = CakeShop.Propose("migrations/0002_coupons.sql", "CREATE TABLE coupons (id integer PRIMARY KEY);");

        var build = Run(shop, Repository.PathTo("docs", "cake.md"), "Deploy");

        Assert.That(build.ExitCode, Is.Zero, build.Output + build.Error);
        Assert.That(build.Output, Does.Contain("ChangeGate apply shop in production: succeeded, 2 migrations"));
    }

    [Test]
    public void The_script_of_the_package_tells_who_has_to_act()
    {
        using var shop = CakeShop.Propose("migrations/0002_drop.sql", "ALTER TABLE orders DROP COLUMN note;");

        var build = Run(shop, Repository.PathTo("src", "Cake.ChangeGate", "README.md"), "Gate");

        Assert.That(build.ExitCode, Is.Zero, build.Output + build.Error);
        Assert.That(build.Output, Does.Contain("somebody must approve sha256:"));
    }

    private static ProgramRun Run(GitSandbox shop, string document, string target)
    {
        shop.Git("update-ref", "refs/remotes/origin/main", "main");
        var script = Script().Match(File.ReadAllText(document)).Groups[1].Value;
        var found = Path.GetDirectoryName(CakeBuild.ToolPath) + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");

        return CakeBuild.RunScript(shop.Path, Addin().Replace(script, $"#r \"{CakeBuild.AddinPath}\""), new Dictionary<string, string> { ["PATH"] = found }, $"--target={target}");
    }

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Script();

    // The package itself has a test of its own.
    [GeneratedRegex("^#addin .*$", RegexOptions.Multiline)]
    private static partial Regex Addin();
}
