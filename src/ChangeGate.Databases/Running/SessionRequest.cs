namespace ChangeGate.Databases.Running;

/// <summary>What a session needs to know of its run.</summary>
internal sealed record SessionRequest(RunLimits Limits, TimeProvider Time, IProgress<RunProgress> Progress);
