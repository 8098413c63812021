namespace Cake.ChangeGate;

/// <summary>Settings of <c>ChangeGateApprove</c>. A build that approves consents in the name of whoever owns the key: keep it for keys of services.</summary>
public sealed class ChangeGateApproveSettings : ChangeGateProposalSettings
{
    /// <summary>The private key: a file, or <c>${VARIABLE}</c> with its PEM text.</summary>
    public string? Key { get; set; }

    /// <summary>The digest that was reviewed: nothing else is signed.</summary>
    public string? Digest { get; set; }

    /// <summary>Days for which the approval counts; null: 14.</summary>
    public int? ValidFor { get; set; }

    /// <summary>A remark that is signed with it.</summary>
    public string? Note { get; set; }

    internal override string Command => "approve";

    internal override bool HasJson => false;

    internal override void AddTo(ToolArguments arguments)
    {
        base.AddTo(arguments);
        arguments.Option("--key", Key);
        arguments.Option("--digest", Digest);
        arguments.Option("--valid-for", ValidFor);
        arguments.Option("--note", Note);
    }
}
