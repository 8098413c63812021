namespace ChangeGate.Cli.Running;

/// <summary>A run as one of many: the fleet shows its result, and what members have in common is read once.</summary>
/// <param name="Name">Of the member.</param>
/// <param name="Shared">What all of them read.</param>
internal sealed record FleetMembership(string Name, SharedReading Shared);
