using System.Diagnostics;
using System.Text.RegularExpressions;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Evidence;

/// <summary>The commands of docs/evidence.md, as an auditor would type them.</summary>
[Platform("Linux,MacOsX")]
internal sealed partial class EvidenceByHandTests
{
    [Test]
    public void The_documented_commands_verify_a_bundle()
    {
        if (!CanRun("jq --version && openssl version && sha256sum --version"))
        {
            Assert.Ignore("jq, openssl or sha256sum is not here.");
        }

        using var folder = new TemporaryDirectory();
        var bundle = new SampleRun().Bundle;
        File.WriteAllText(Path.Combine(folder.Path, "bundle.json"), bundle.ToJson());
        File.WriteAllText(Path.Combine(folder.Path, "runner.pub.pem"), SampleRun.Runner.PublicKey.Pem);
        var commands = Shell().Matches(File.ReadAllText(Repository.PathTo("docs", "evidence.md")).ReplaceLineEndings("\n")).Select(match => match.Groups[1].Value);

        var (exit, output) = Run(string.Concat(commands), folder.Path);

        Assert.That(exit, Is.Zero, output);
        Assert.That(output, Does.Contain("Verified OK")
            .And.Contain(SampleRun.Runner.PublicKey.Fingerprint.Hex)
            .And.Contain(bundle.Envelopes[0].PayloadDigest.Hex)
            .And.Contain(new SampleRun().Set.Proposed[0].Digest.Hex));
    }

    private static bool CanRun(string command) => Run(command, Path.GetTempPath()).Exit == 0;

    private static (int Exit, string Output) Run(string script, string folder)
    {
        var start = new ProcessStartInfo("bash", ["-c", $"set -e\n{script}"]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        try
        {
            using var process = Process.Start(start)!;
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();

            return (process.ExitCode, output + error.Result);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (127, "there is no bash");
        }
    }

    [GeneratedRegex("^```sh\n(.*?)^```$", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Shell();
}
