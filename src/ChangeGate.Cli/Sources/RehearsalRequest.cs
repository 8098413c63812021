namespace ChangeGate.Cli.Sources;

/// <summary>Somebody asked for a rehearsal, whether the target does or not.</summary>
/// <param name="Server">null for what the target says.</param>
internal sealed record RehearsalRequest(string? Server);
