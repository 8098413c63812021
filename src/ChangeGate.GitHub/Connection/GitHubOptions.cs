namespace ChangeGate.GitHub.Connection;

/// <summary>How GitHub is spoken to.</summary>
public sealed record GitHubOptions
{
    public ApiAddress Address { get; init; } = ApiAddress.GitHubCom;

    /// <summary>For one attempt of one call.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After the first attempt.</summary>
    public int Retries { get; init; } = 4;

    /// <summary>All waiting of one client together: for limits, and between attempts.</summary>
    public TimeSpan WaitBudget { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Is told of every wait that GitHub asks for: a job that says nothing looks like one that hangs.</summary>
    public IProgress<TimeSpan>? Waits { get; init; }

    public string UserAgent { get; init; } = "changegate";
}
