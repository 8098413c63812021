using System.CommandLine;

namespace ChangeGate.Cli.Identities;

/// <summary>How whoever asks for a run says and proves who that is.</summary>
internal sealed class IdentityOptions
{
    private readonly Option<string?> _token = new("--identity-token") { Description = "The OIDC token of the CI: a file, or ${VARIABLE}. Default: what the configuration names, or what GitHub Actions gives to a job with id-token: write.", HelpName = "FILE" };

    private readonly Option<string?> _behalf = new("--on-behalf-of") { Description = "The person for whom this is asked. Default: CHANGEGATE_ON_BEHALF_OF.", HelpName = "NAME" };

    public void AddTo(Command command)
    {
        command.Options.Add(_token);
        command.Options.Add(_behalf);
    }

    public IdentityRequest Read(ParseResult arguments) => new(arguments.GetValue(_token), arguments.GetValue(_behalf));
}

/// <summary>null means that environment and configuration say.</summary>
internal sealed record IdentityRequest(string? Token, string? OnBehalfOf)
{
    public static IdentityRequest None { get; } = new(null, null);

    /// <summary>The variables in which a CI says who runs what.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;
}
