using Cake.Core.IO;

namespace Cake.ChangeGate;

/// <summary>Settings of <c>ChangeGateApply</c>.</summary>
public sealed class ChangeGateApplySettings : ChangeGateRunSettings
{
    /// <summary>Folder of signed approvals; null: <c>.changegate/approvals</c>.</summary>
    public DirectoryPath? Approvals { get; set; }

    /// <summary>Rehearses what is pending first; what was observed decides as well.</summary>
    public bool Rehearse { get; set; }

    /// <summary>With <see cref="Rehearse"/>: <c>auto</c>, <c>local</c>, <c>embedded</c>, <c>docker</c>, <c>docker://IMAGE</c> or a connection string. Kept out of logs.</summary>
    public string? Server { get; set; }

    /// <summary>Reports to write as well: <c>md=FILE</c>, <c>html=FILE</c>, <c>json=FILE</c>, <c>sarif=FILE</c>.</summary>
    public IList<string> Reports { get; } = [];

    internal override string Command => "apply";

    internal override void AddTo(ToolArguments arguments)
    {
        base.AddTo(arguments);
        arguments.Option("--approvals", Approvals);
        arguments.Flag("--rehearse", Rehearse);
        arguments.Secret("--server", Server);
        arguments.Options("--report", Reports);
    }
}
