using ChangeGate.Text;

namespace ChangeGate.GitHub.Workflows;

/// <summary>A value of a workflow and where it stands.</summary>
public sealed record Written(string Value, int Line);

/// <summary>A workflow of GitHub Actions, as far as a gate depends on it. What it does not say is null or empty.</summary>
public sealed record Workflow
{
    /// <summary>From the root of the repository.</summary>
    public required string Path { get; init; }

    public EquatableList<WorkflowTrigger> Triggers { get; init; }

    public WorkflowPermissions? Permissions { get; init; }

    /// <summary>As it was written: <c>true</c>, <c>false</c> or an expression.</summary>
    public Written? CancelInProgress { get; init; }

    public bool HasConcurrency { get; init; }

    public EquatableList<WorkflowJob> Jobs { get; init; }

    public WorkflowTrigger? Trigger(string name) => Triggers.FirstOrDefault(trigger => trigger.Event == name);
}

/// <summary>What sets a workflow off.</summary>
public sealed record WorkflowTrigger(string Event, int Line)
{
    /// <summary>null: those that GitHub takes where none are named.</summary>
    public EquatableList<string>? Types { get; init; }

    /// <summary><c>paths</c>, <c>branches</c> and the like, by name, with their first line.</summary>
    public EquatableList<Written> Filters { get; init; }
}

/// <summary>What the token of a workflow or a job may do.</summary>
/// <param name="Everything"><c>read-all</c> or <c>write-all</c>; null where each is named.</param>
public sealed record WorkflowPermissions(int Line, string? Everything)
{
    /// <summary>By name; what is not named is not granted.</summary>
    public EquatableList<(string Name, string Access)> Named { get; init; }

    public string AccessTo(string name) => Everything switch
    {
        "write-all" => "write",
        "read-all" => "read",
        _ => Named.FirstOrDefault(entry => entry.Name == name).Access ?? "none",
    };

    public bool Allows(string name, string access) => AccessTo(name) is var granted && (granted == access || granted == "write");
}

public sealed record WorkflowJob
{
    public required string Id { get; init; }

    public required int Line { get; init; }

    public Written? Name { get; init; }

    /// <summary>A workflow elsewhere that is the whole job.</summary>
    public Written? Uses { get; init; }

    public Written? Condition { get; init; }

    public Written? ContinueOnError { get; init; }

    public Written? Needs { get; init; }

    public Written? Environment { get; init; }

    public Written? CancelInProgress { get; init; }

    public bool HasConcurrency { get; init; }

    public WorkflowPermissions? Permissions { get; init; }

    public EquatableList<WorkflowStep> Steps { get; init; }
}

public sealed record WorkflowStep
{
    public required int Line { get; init; }

    public Written? Uses { get; init; }

    public Written? Run { get; init; }

    public Written? Condition { get; init; }

    public Written? ContinueOnError { get; init; }

    public EquatableList<(string Name, Written Value)> With { get; init; }

    public Written? Input(string name) => With.FirstOrDefault(entry => entry.Name == name).Value;
}
