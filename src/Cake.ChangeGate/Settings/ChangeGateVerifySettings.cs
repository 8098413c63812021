using Cake.Core.IO;

namespace Cake.ChangeGate;

/// <summary>Settings of <c>ChangeGateVerify</c>.</summary>
public sealed class ChangeGateVerifySettings : ChangeGateSettings
{
    /// <summary>Public keys that are trusted to sign evidence; at least one.</summary>
    public IList<FilePath> Keys { get; } = [];

    /// <summary>Rotations, by which another key took the place of a trusted one.</summary>
    public IList<FilePath> Rotations { get; } = [];

    /// <summary>Also compares the scripts with this folder.</summary>
    public DirectoryPath? Migrations { get; set; }

    /// <summary>Also checks the link to these bundles.</summary>
    public IList<FilePath> Earlier { get; } = [];

    /// <summary>Also looks it up in this ledger.</summary>
    public DirectoryPath? Ledger { get; set; }

    /// <summary>Or checks this proof that a ledger has it.</summary>
    public FilePath? Proof { get; set; }

    /// <summary>Checkpoints that the ledger has to go on from: files, or <c>git</c> for tags.</summary>
    public IList<string> Checkpoints { get; } = [];

    /// <summary>Also finds the key of the CI's token in this key set of its issuer.</summary>
    public FilePath? IssuerKeys { get; set; }

    internal override string Command => "verify";

    internal override void AddTo(ToolArguments arguments)
    {
        arguments.Options("--key", Keys);
        arguments.Options("--rotations", Rotations);
        arguments.Option("--migrations", Migrations);
        arguments.Options("--earlier", Earlier);
        arguments.Option("--ledger", Ledger);
        arguments.Option("--proof", Proof);
        arguments.Options("--checkpoint", Checkpoints);
        arguments.Option("--issuer-keys", IssuerKeys);
    }
}
