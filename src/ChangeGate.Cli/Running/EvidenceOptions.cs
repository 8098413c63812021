using System.CommandLine;

namespace ChangeGate.Cli.Running;

/// <summary>Where the evidence of a run goes and who signs it.</summary>
internal sealed class EvidenceOptions
{
    private readonly Option<string?> _folder = new("--evidence") { Description = "Folder of evidence bundles. Default: the configuration's.", HelpName = "DIR" };

    private readonly Option<string?> _key = new("--key") { Description = "Private key that signs the evidence: a file, or ${VARIABLE} with its PEM text. Default: the configuration's.", HelpName = "FILE" };

    public void AddTo(Command command)
    {
        command.Options.Add(_folder);
        command.Options.Add(_key);
    }

    public EvidenceRequest Read(ParseResult arguments) => new(arguments.GetValue(_folder), arguments.GetValue(_key));
}

/// <summary>null means that the configuration says.</summary>
internal sealed record EvidenceRequest(string? Folder, string? Key);
