namespace ChangeGate.GitHub.Reviews;

/// <summary>What a comment asks of the gate. The zero value asks for nothing.</summary>
public enum SlashCommand
{
    None,

    /// <summary><c>/changegate judge</c>: judge the pull request again.</summary>
    Judge,

    /// <summary><c>/changegate approve DIGEST</c>: whether it counts is another question.</summary>
    Approve,
}

public static class SlashCommands
{
    public static SlashCommand In(string text) =>
        ApprovalCommand.NamedIn(text).Any() ? SlashCommand.Approve : ApprovalCommand.AsksToJudge(text) ? SlashCommand.Judge : SlashCommand.None;
}
