using System.CommandLine;
using ChangeGate.Cli.Ledgers;
using ChangeGate.Cli.Running;
using ChangeGate.Databases;
using ChangeGate.Runs;

namespace ChangeGate.Cli.Commands;

/// <summary>The options by which a person says which database the evidence is held against.</summary>
internal sealed class JournalOptions
{
    private readonly Option<string?> _environment = new("--environment") { Description = "Also hold the journal of this environment's database against the runs.", HelpName = "NAME" };

    private readonly Option<string?> _target = new("--target") { Description = "The environment's target. Default: the only one that has it.", HelpName = "NAME" };

    public void AddTo(Command command)
    {
        command.Options.Add(_environment);
        command.Options.Add(_target);
    }

    /// <summary>null where no environment is named.</summary>
    public async Task<JournalHistory?> ReadAsync(ParseResult arguments, LedgerPlace place, CancellationToken cancellation)
    {
        if (arguments.GetValue(_environment) is not { } name)
        {
            return null;
        }

        var environment = GovernedEnvironment.Find(place.Configuration(arguments), arguments.GetValue(_target), name);
        await using var engine = await environment.OpenAsync(mayCreate: false, cancellation);

        return await new DatabaseStatus(engine).HistoryAsync(environment.Target.Name, environment.Environment.Name, cancellation);
    }
}
