using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Schemas;

namespace ChangeGate.Cli.Sources;

/// <summary>A set to be judged and the policy that judges it, which never comes from the proposal itself.</summary>
internal sealed record Proposal(MigrationSet Set, Policy Policy)
{
    public SchemaStatistics? Statistics { get; init; }

    /// <summary>Where the target is rehearsed, as the base of the proposal says it; null where it does not say.</summary>
    public RehearsalSetting? Rehearsal { get; init; }

    /// <summary>The major version of the server where it is to run; null where nobody asked one.</summary>
    public int? RunsOn { get; init; }
}
