using System.CommandLine;
using ChangeGate.Cli.Sources;
using ChangeGate.Failures;

namespace ChangeGate.Cli.Commands;

/// <summary>Whether what is judged is run as well, and where.</summary>
internal sealed class RehearsalOptions
{
    private readonly Option<bool> _rehearse = new("--rehearse") { Description = "Run what is judged on databases that are thrown away: what was observed decides, together with what was read." };

    private readonly Option<string?> _server = new("--server") { Description = "With --rehearse: auto, local, embedded, docker, docker://IMAGE or a connection string. Default: what the target says, else auto.", HelpName = "WHERE" };

    public void AddTo(Command command)
    {
        command.Options.Add(_rehearse);
        command.Options.Add(_server);
    }

    /// <summary>null where nothing is to be rehearsed.</summary>
    public RehearsalRequest? Read(ParseResult arguments) => (arguments.GetValue(_rehearse), arguments.GetValue(_server)) switch
    {
        (true, var server) => new RehearsalRequest(server),
        (false, null) => null,
        _ => throw new GateException("--server says where to rehearse, and nothing is to be rehearsed.", "Add --rehearse, or leave --server out."),
    };
}
