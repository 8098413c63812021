using System.CommandLine;
using ChangeGate.Cli.Sources;
using ChangeGate.Policies;

namespace ChangeGate.Cli.Ledgers;

/// <summary>The options by which a person says which folder of evidence is meant.</summary>
internal sealed class LedgerPlace
{
    private readonly Option<string?> _folder = new("--evidence") { Description = "Folder of evidence bundles, with their ledger. Default: the configuration's.", HelpName = "DIR" };

    private readonly Option<string?> _configuration = new("--config") { Description = "The configuration. Default: changegate.yml here.", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        command.Options.Add(_folder);
        command.Options.Add(_configuration);
    }

    /// <summary>The file that was named; null for the one of this folder.</summary>
    public string? Configuration(ParseResult arguments) => arguments.GetValue(_configuration);

    /// <summary>The folder of bundles.</summary>
    public string Read(ParseResult arguments) => arguments.GetValue(_folder) ?? FolderOf(ConfigurationSource.OnDisk(arguments.GetValue(_configuration)));

    /// <summary>Where the configuration keeps the checkpoints of the folder that is meant. None for a folder that is another than the configuration's.</summary>
    public IReadOnlyList<Anchor> ReadAnchors(ParseResult arguments)
    {
        var source = ConfigurationSource.OnDisk(arguments.GetValue(_configuration));
        var isOwn = arguments.GetValue(_configuration) is not null || Path.GetFullPath(Read(arguments)) == Path.GetFullPath(FolderOf(source));

        return isOwn ? Anchors.Of(source) : [];
    }

    private static string FolderOf(ConfigurationSource? source) => source is null ? new EvidenceSettings().Folder : source.Resolve(source.Configuration.Evidence.Folder);
}
