namespace ChangeGate.Databases.Running;

/// <summary>What a session needs to know of its run.</summary>
internal sealed record SessionRequest(RunLimits Limits, TimeProvider Time, IProgress<RunProgress> Progress)
{
    /// <summary>The database is thrown away: a working connection may be one on which something ran, provided that nothing of it is left.</summary>
    public bool IsOfShadow { get; init; }
}
