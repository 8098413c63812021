namespace Cake.ChangeGate;

/// <summary>Settings of <c>ChangeGateRollback</c>.</summary>
public sealed class ChangeGateRollbackSettings : ChangeGateRunSettings
{
    /// <summary>The run to take back, which must be the latest that stands; null means that one.</summary>
    public string? Run { get; set; }

    /// <summary>The pull request whose run is taken back, with an approval that is given there.</summary>
    public int? PullRequest { get; set; }

    internal override string Command => "rollback";

    internal override void AddTo(ToolArguments arguments)
    {
        base.AddTo(arguments);
        arguments.Option("--run", Run);
        arguments.Option("--pull-request", PullRequest);
    }
}
