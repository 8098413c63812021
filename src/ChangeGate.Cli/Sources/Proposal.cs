using ChangeGate.Decisions;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Cli.Sources;

/// <summary>A set to be judged and the policy that judges it, which never comes from the proposal itself.</summary>
internal sealed record Proposal(MigrationSet Set, Policy Policy)
{
    public SchemaStatistics? Statistics { get; init; }

    /// <summary>Sizes that reviewers had before them, where the ones above were read later, from the database itself.</summary>
    public EquatableList<SchemaStatistics> Shown { get; init; }

    /// <summary>The history of the set, where it was folded already; null where nobody has.</summary>
    public FoldedHistory? Folded { get; init; }

    /// <summary>Where the target is rehearsed, as the base of the proposal says it; null where it does not say.</summary>
    public RehearsalSetting? Rehearsal { get; init; }

    /// <summary>The major version of the server where it is to run; null where nobody asked one.</summary>
    public int? RunsOn { get; init; }
}
