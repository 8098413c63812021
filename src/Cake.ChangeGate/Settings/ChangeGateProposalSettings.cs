using Cake.Core.IO;

namespace Cake.ChangeGate;

/// <summary>What is proposed: a git range, or a folder as it lies on disk. Without either, what the tool finds.</summary>
public abstract class ChangeGateProposalSettings : ChangeGateSettings
{
    /// <summary>null: <c>changegate.yml</c> in the working directory or at the root of the repository.</summary>
    public FilePath? Config { get; set; }

    /// <summary>A target of the configuration; null means each of them.</summary>
    public string? Target { get; set; }

    /// <summary>Where the set is to run; null means the strictest environment of the target.</summary>
    public string? Environment { get; set; }

    /// <summary>Judges this folder of migrations.</summary>
    public DirectoryPath? Folder { get; set; }

    /// <summary>With <see cref="Folder"/>: the migrations that come before it.</summary>
    public DirectoryPath? History { get; set; }

    /// <summary>With <see cref="Folder"/>: the first proposed migration; those before it are history.</summary>
    public string? From { get; set; }

    /// <summary>Judges what a git range proposes: the branch that it is to be merged into.</summary>
    public string? Base { get; set; }

    /// <summary>With <see cref="Base"/>: the proposal; null means <c>HEAD</c>.</summary>
    public string? Head { get; set; }

    /// <summary><c>postgresql</c> or <c>sqlite</c>, where no target says so.</summary>
    public string? Dialect { get; set; }

    /// <summary>Major version of the engine, instead of the configuration's.</summary>
    public int? Engine { get; set; }

    /// <summary><c>plain</c>, <c>golang-migrate</c>, <c>diesel</c> or <c>prisma</c>; null: found out.</summary>
    public string? Layout { get; set; }

    /// <summary>Sizes of tables, from <c>changegate snapshot</c>.</summary>
    public FilePath? Statistics { get; set; }

    /// <summary>Names or e-mail addresses of those who propose, where git does not say.</summary>
    public IList<string> Authors { get; } = [];

    /// <summary><c>person</c> or <c>agent</c>, where git does not say.</summary>
    public string? AuthorKind { get; set; }

    /// <summary>Folder of signed approvals; null: <c>.changegate/approvals</c>.</summary>
    public DirectoryPath? Approvals { get; set; }

    /// <summary>Also the rules that are off by default.</summary>
    public bool AllRules { get; set; }

    internal override void AddTo(ToolArguments arguments)
    {
        arguments.Option("--config", Config);
        arguments.Option("--target", Target);
        arguments.Option("--environment", Environment);
        arguments.Option("--folder", Folder);
        arguments.Option("--history", History);
        arguments.Option("--from", From);
        arguments.Option("--base", Base);
        arguments.Option("--head", Head);
        arguments.Option("--dialect", Dialect);
        arguments.Option("--engine", Engine);
        arguments.Option("--layout", Layout);
        arguments.Option("--statistics", Statistics);
        arguments.Options("--author", Authors);
        arguments.Option("--author-kind", AuthorKind);
        arguments.Option("--approvals", Approvals);
        arguments.Flag("--all-rules", AllRules);
    }
}
