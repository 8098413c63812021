namespace Cake.ChangeGate;

/// <summary>Settings of <c>ChangeGateRehearse</c>.</summary>
public sealed class ChangeGateRehearseSettings : ChangeGateProposalSettings
{
    /// <summary>With a folder: every migration of it in its place, and not only the proposed ones.</summary>
    public bool Each { get; set; }

    /// <summary><c>auto</c>, <c>local</c>, <c>embedded</c>, <c>docker</c>, <c>docker://IMAGE</c> or a connection string. Kept out of logs.</summary>
    public string? Server { get; set; }

    /// <summary>Seconds that a statement may run before it is stopped; null: what the target says, else 60.</summary>
    public int? StatementLimit { get; set; }

    /// <summary>Reports to write as well: <c>md=FILE</c>, <c>html=FILE</c>, <c>json=FILE</c>.</summary>
    public IList<string> Reports { get; } = [];

    internal override string Command => "rehearse";

    internal override void AddTo(ToolArguments arguments)
    {
        base.AddTo(arguments);
        arguments.Flag("--each", Each);
        arguments.Secret("--server", Server);
        arguments.Option("--statement-limit", StatementLimit);
        arguments.Options("--report", Reports);
    }
}
