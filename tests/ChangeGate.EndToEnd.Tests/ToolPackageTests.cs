using System.Diagnostics;
using System.IO.Compression;
using ChangeGate.TestKit;

namespace ChangeGate.EndToEnd.Tests;

/// <summary>The package that a CI installs, from a folder in the place of a feed.</summary>
internal sealed class ToolPackageTests
{
    [Test]
    public void The_tool_installs_from_its_package_and_judges()
    {
        using var folder = new TemporaryDirectory();
        Dotnet(folder, "pack", Repository.PathTo("src", "ChangeGate.Cli"), "--configuration", "Debug", "--no-build", "--output", folder["feed"], "--nologo");
        var package = Directory.GetFiles(folder["feed"], "*.nupkg").Single();
        folder.Write("nuget.config", "<configuration><packageSources><clear/><add key=\"feed\" value=\"feed\"/></packageSources></configuration>");
        Dotnet(folder, "tool", "install", "ChangeGate", "--tool-path", folder["tools"], "--configfile", folder["nuget.config"], "--prerelease");
        folder.Write("migrations/0001_orders.sql", "CREATE TABLE orders (id integer PRIMARY KEY);");
        folder.Write("migrations/0002_drop.sql", "DROP TABLE orders;");

        using var check = Process.Start(new ProcessStartInfo(folder["tools/changegate"], ["check", "--folder", "migrations", "--from", "0002_drop.sql", "--dialect", "sqlite"]) { WorkingDirectory = folder.Path, RedirectStandardOutput = true })!;
        var output = check.StandardOutput.ReadToEnd();
        check.WaitForExit();

        Assert.That((check.ExitCode, output.Contains("drop-table", StringComparison.Ordinal)), Is.EqualTo((2, true)), output);
        using var files = ZipFile.OpenRead(package);
        Assert.That(files.Entries.Select(entry => entry.FullName), Has.None.Match("runtimes/(ios|android|maccatalyst|browser)").And.Contains("README.md").And.Some.Contains("runtimes/win-x64"));
    }

    private static void Dotnet(TemporaryDirectory folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder.Path, RedirectStandardOutput = true };
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        using var program = Process.Start(start)!;
        var output = program.StandardOutput.ReadToEnd();
        program.WaitForExit();
        Assert.That(program.ExitCode, Is.Zero, output);
    }
}
