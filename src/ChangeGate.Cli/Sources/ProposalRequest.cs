using ChangeGate.Changes;
using ChangeGate.Migrations;

namespace ChangeGate.Cli.Sources;

/// <summary>What a person asked to have judged, as the options said it. null means that the option was not given.</summary>
internal sealed record ProposalRequest
{
    public string? Configuration { get; init; }

    public string? Target { get; init; }

    public string? Environment { get; init; }

    public string? Folder { get; init; }

    public string? History { get; init; }

    public string? From { get; init; }

    public string? Base { get; init; }

    public string? Head { get; init; }

    public Dialect? Dialect { get; init; }

    public int? Engine { get; init; }

    public MigrationLayout? Layout { get; init; }

    public string? Statistics { get; init; }

    public IReadOnlyList<string> Authors { get; init; } = [];

    public AuthorKind AuthorKind { get; init; }

    public string? Approvals { get; init; }

    public bool AllRules { get; init; }

    /// <summary>The options and their values as they were given, for a command that is to mean the same proposal.</summary>
    public IReadOnlyList<string> Typed { get; init; } = [];
}
