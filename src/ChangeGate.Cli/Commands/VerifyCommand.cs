using System.CommandLine;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Sources;
using ChangeGate.Evidence;
using ChangeGate.Failures;
using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;
using ChangeGate.Signatures;

namespace ChangeGate.Cli.Commands;

/// <summary>Checks a bundle with nothing but the bundle and public keys: no database, no network, no configuration.</summary>
internal static class VerifyCommand
{
    public static Command Create()
    {
        var bundle = new Argument<string>("BUNDLE") { Description = "The evidence of a run." };
        var keys = new Option<string[]>("--key") { Description = "A public key that is trusted to sign evidence. May be given more than once.", HelpName = "FILE", Required = true };
        var migrations = new Option<string?>("--migrations") { Description = "Also compare the scripts with this folder.", HelpName = "DIR" };
        var earlier = new Option<string[]>("--earlier") { Description = "Also check the link to earlier bundles. May be given more than once.", HelpName = "FILE", DefaultValueFactory = _ => [] };
        var format = OutputOptions.CreateFormat();
        var command = new Command("verify", "Check an evidence bundle offline: PASS or FAIL per claim.") { bundle, keys, migrations, earlier, format };
        command.SetAction(arguments => (int)Run(
            arguments.GetValue(bundle)!,
            new VerificationOptions
            {
                TrustedKeys = [.. arguments.GetValue(keys)!.Select(ReadKey)],
                Migrations = arguments.GetValue(migrations) is { } folder ? MigrationFolder.Read(folder) : null,
                Earlier = [.. (arguments.GetValue(earlier) ?? []).Select(ReadBundle)],
            },
            OutputOptions.IsJson(arguments.GetValue(format))));

        return command;
    }

    private static ExitCode Run(string bundle, VerificationOptions options, bool json)
    {
        var verification = EvidenceVerifier.Verify(ReadBundle(bundle), options);

        if (json)
        {
            Console.WriteLine(JsonReport.WriteVerification(verification, JsonLayout.Line));
        }
        else
        {
            ResultWriter.Lines(ConsoleVerification.Render(verification, ResultWriter.Width));
        }

        return verification.Passes ? ExitCode.Allowed : ExitCode.Denied;
    }

    private static ReadOnlyMemory<byte> ReadBundle(string path) =>
        File.Exists(path) ? File.ReadAllBytes(path) : throw new GateException($"There is no bundle '{path}'.", "Name a file that changegate apply wrote.");

    private static PublicKey ReadKey(string path) =>
        File.Exists(path) ? PublicKey.FromPem(File.ReadAllText(path), path) : throw new GateException($"There is no public key '{path}'.", "Name the NAME.pub.pem of the runner.");
}
