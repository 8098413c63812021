using Cake.Core.IO;

namespace Cake.ChangeGate;

/// <summary>Settings of <c>ChangeGatePublish</c>. The token comes from the environment variable <c>GITHUB_TOKEN</c>.</summary>
public sealed class ChangeGatePublishSettings : ChangeGateSettings
{
    /// <summary>As <c>OWNER/NAME</c>; null means <c>GITHUB_REPOSITORY</c>.</summary>
    public string? Repository { get; set; }

    /// <summary>null: what set the workflow off.</summary>
    public int? PullRequest { get; set; }

    /// <summary>Every open pull request, up to 30.</summary>
    public bool All { get; set; }

    /// <summary>From the root of the repository; null: <c>changegate.yml</c>.</summary>
    public FilePath? Config { get; set; }

    /// <summary>A target of the configuration; null means each of them.</summary>
    public string? Target { get; set; }

    /// <summary>Also lists the findings as code-scanning alerts.</summary>
    public bool CodeScanning { get; set; }

    /// <summary>Also puts a label on the pull request that says the verdict.</summary>
    public bool Labels { get; set; }

    internal override string Command => "publish";

    internal override bool HasJson => false;

    // It speaks to the workflow by commands on standard output.
    internal override bool HasOutput => false;

    internal override void AddTo(ToolArguments arguments)
    {
        arguments.Option("--repository", Repository);
        arguments.Option("--pull-request", PullRequest);
        arguments.Flag("--all", All);
        arguments.Option("--config", Config);
        arguments.Option("--target", Target);
        arguments.Flag("--code-scanning", CodeScanning);
        arguments.Flag("--labels", Labels);
    }
}
