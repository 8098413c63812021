using System.CommandLine;
using ChangeGate.Failures;
using ChangeGate.Signatures;

namespace ChangeGate.Cli.Ledgers;

/// <summary>What an auditor names on the command line.</summary>
internal static class EvidenceFiles
{
    public static Option<string[]> CreateKeys(string description) => new("--key") { Description = description, HelpName = "FILE", Required = true };

    public static Option<string[]> CreateRotations() => new("--rotations")
    {
        Description = "A rotation, by which another key took the place of a trusted one. May be given more than once.",
        HelpName = "FILE",
        DefaultValueFactory = _ => [],
    };

    public static Option<string[]> CreateCheckpoints(string name) => new(name)
    {
        Description = "A file with one or more checkpoints that were kept, git for the tags of the repository here, or git-branch=NAME. May be given more than once.",
        HelpName = "FILE|git|git-branch=NAME",
        DefaultValueFactory = _ => [],
    };

    public static KeyRing ReadKeys(IEnumerable<string> keys, IEnumerable<string> rotations)
    {
        KeyRing trusted = [.. keys.Select(ReadKey)];

        return trusted.With(rotations.Select(ReadRotation));
    }

    public static KeyRotation ReadRotation(string path) =>
        File.Exists(path) ? KeyRotation.Parse(File.ReadAllBytes(path), path) : throw new GateException($"There is no rotation '{path}'.", "Name a file that changegate key rotate wrote.");

    public static ReadOnlyMemory<byte> Read(string path) =>
        File.Exists(path) ? File.ReadAllBytes(path) : throw new GateException($"There is no bundle '{path}'.", "Name a file that changegate apply wrote.");

    public static JsonWebKeySet ReadIssuerKeys(string path) =>
        !File.Exists(path) ? throw new GateException($"There is no file of keys '{path}'.", "Name the key set of the issuer, as its `jwks_uri` answers.")
        : JsonWebKeySet.TryRead(File.ReadAllBytes(path), out var keys, out var problem) ? keys
        : throw new GateException($"'{path}' {problem}.", "Save the issuer's `jwks_uri` there, as it answers.");

    private static PublicKey ReadKey(string path) =>
        File.Exists(path) ? PublicKey.FromPem(File.ReadAllText(path), path) : throw new GateException($"There is no public key '{path}'.", "Name the NAME.pub.pem of the runner.");
}
