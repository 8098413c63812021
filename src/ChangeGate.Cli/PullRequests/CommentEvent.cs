using ChangeGate.GitHub.Reviews;

namespace ChangeGate.Cli.PullRequests;

/// <summary>Somebody wrote, changed or removed a comment.</summary>
/// <param name="Action"><c>created</c>, <c>edited</c> or <c>deleted</c>.</param>
internal sealed record CommentEvent(long Id, string Action, string Body)
{
    /// <summary>What it said before it was edited; null otherwise.</summary>
    public string? PreviousBody { get; init; }

    /// <summary>Programs command nothing: among them is the gate itself.</summary>
    public required bool IsByPerson { get; init; }

    /// <summary>To which an answer is owed.</summary>
    public SlashCommand Command => Action == "created" && IsByPerson ? SlashCommands.In(Body) : SlashCommand.None;

    /// <summary>Consent may have come, or gone: what is edited or removed does not count any more.</summary>
    public bool MayChangeVerdict => IsByPerson && Action switch
    {
        "created" => Command != SlashCommand.None,
        "edited" => SlashCommands.In(Body) == SlashCommand.Approve || (PreviousBody is { } before && SlashCommands.In(before) == SlashCommand.Approve),
        "deleted" => SlashCommands.In(Body) == SlashCommand.Approve,
        _ => false,
    };
}
