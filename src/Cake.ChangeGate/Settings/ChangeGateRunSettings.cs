using Cake.Core.IO;

namespace Cake.ChangeGate;

/// <summary>Where a governed run happens, and who asks for it.</summary>
public abstract class ChangeGateRunSettings : ChangeGateSettings
{
    /// <summary>An environment of the target.</summary>
    public string? Environment { get; set; }

    /// <summary>A target of the configuration; null means its only one.</summary>
    public string? Target { get; set; }

    /// <summary>One of many databases: its name stands for <c>${member}</c> in the connection of the environment.</summary>
    public string? Member { get; set; }

    /// <summary>null: <c>changegate.yml</c> in the working directory.</summary>
    public FilePath? Config { get; set; }

    /// <summary>Reads configuration and migrations from this commit on GitHub instead of the disk.</summary>
    public string? Commit { get; set; }

    /// <summary>That has to hold the commit; null means the default branch.</summary>
    public string? Branch { get; set; }

    /// <summary>On GitHub, as <c>OWNER/NAME</c>; null means <c>GITHUB_REPOSITORY</c>.</summary>
    public string? Repository { get; set; }

    /// <summary>Folder of evidence; null means the configuration's.</summary>
    public DirectoryPath? Evidence { get; set; }

    /// <summary>The private key that signs the evidence: a file, or <c>${VARIABLE}</c> with its PEM text; null means the configuration's.</summary>
    public string? Key { get; set; }

    /// <summary>The OIDC token of the CI: a file, or <c>${VARIABLE}</c>.</summary>
    public string? IdentityToken { get; set; }

    /// <summary>The person for whom this is asked.</summary>
    public string? OnBehalfOf { get; set; }

    internal override void AddTo(ToolArguments arguments)
    {
        arguments.Option("--environment", Environment);
        arguments.Option("--target", Target);
        arguments.Option("--member", Member);
        arguments.Option("--config", Config);
        arguments.Option("--commit", Commit);
        arguments.Option("--branch", Branch);
        arguments.Option("--repository", Repository);
        arguments.Option("--evidence", Evidence);
        arguments.Option("--key", Key);
        arguments.Option("--identity-token", IdentityToken);
        arguments.Option("--on-behalf-of", OnBehalfOf);
    }
}
