using System.CommandLine;
using ChangeGate.Cli.Deployments;
using ChangeGate.Policies;

namespace ChangeGate.Cli.Running;

/// <summary>The options by which a person says which database is meant.</summary>
internal sealed class EnvironmentOptions
{
    private readonly Option<string?> _configuration = new("--config") { Description = "The configuration. Default: changegate.yml here.", HelpName = "FILE" };

    private readonly Option<string?> _target = new("--target") { Description = "A target of the configuration. Default: its only one.", HelpName = "NAME" };

    private readonly Option<string> _environment = new("--environment") { Description = "An environment of the target.", HelpName = "NAME", Required = true };

    private readonly Option<string?> _member = new("--member") { Description = "One of many databases: its name stands for ${member} in the connection of the environment.", HelpName = "NAME" };

    public void AddTo(Command command)
    {
        command.Options.Add(_environment);
        command.Options.Add(_member);
        command.Options.Add(_target);
        command.Options.Add(_configuration);
    }

    public GovernedEnvironment Read(ParseResult arguments) =>
        Member(arguments, GovernedEnvironment.Find(arguments.GetValue(_configuration), arguments.GetValue(_target), arguments.GetValue(_environment)!));

    /// <summary>The same from a commit that is deployed.</summary>
    public GovernedEnvironment Read(ParseResult arguments, HostedCommit commit) =>
        Member(arguments, GovernedEnvironment.Find(commit, arguments.GetValue(_configuration), arguments.GetValue(_target), arguments.GetValue(_environment)!));

    private GovernedEnvironment Member(ParseResult arguments, GovernedEnvironment place) =>
        arguments.GetValue(_member) is { } name ? place.Of(FleetFile.MemberOf(name, place.Environment)) : place;
}
