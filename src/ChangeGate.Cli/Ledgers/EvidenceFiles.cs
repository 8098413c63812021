using System.CommandLine;
using ChangeGate.Failures;
using ChangeGate.Signatures;

namespace ChangeGate.Cli.Ledgers;

/// <summary>What an auditor names on the command line.</summary>
internal static class EvidenceFiles
{
    public static Option<string[]> CreateKeys(string description) => new("--key") { Description = description, HelpName = "FILE", Required = true };

    public static ReadOnlyMemory<byte> Read(string path) =>
        File.Exists(path) ? File.ReadAllBytes(path) : throw new GateException($"There is no bundle '{path}'.", "Name a file that changegate apply wrote.");

    public static PublicKey ReadKey(string path) =>
        File.Exists(path) ? PublicKey.FromPem(File.ReadAllText(path), path) : throw new GateException($"There is no public key '{path}'.", "Name the NAME.pub.pem of the runner.");
}
