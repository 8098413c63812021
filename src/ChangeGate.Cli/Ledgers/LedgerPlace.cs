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
    public string Read(ParseResult arguments)
    {
        if (arguments.GetValue(_folder) is { } named)
        {
            return named;
        }

        return ConfigurationSource.OnDisk(arguments.GetValue(_configuration)) is { } source ? source.Resolve(source.Configuration.Evidence.Folder) : new EvidenceSettings().Folder;
    }
}
