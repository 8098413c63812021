using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Text;

namespace ChangeGate.Cli.Setup;

/// <summary>A folder of migrations that nobody named: its names and contents gave it away.</summary>
internal sealed record FoundMigrations
{
    /// <summary>From the root of the repository; empty for the root itself.</summary>
    public required string Folder { get; init; }

    public required MigrationLayout Layout { get; init; }

    public required int Count { get; init; }

    /// <summary>Scripts there that this layout does not run.</summary>
    public int Strangers { get; init; }

    public required FoundDialect Dialect { get; init; }

    public FoundEngine? Engine { get; init; }

    /// <summary>A unique name that a configuration takes.</summary>
    public string Target { get; init; } = "";

    /// <summary>What a person should look at; empty where nothing is in doubt.</summary>
    public EquatableList<string> Doubts { get; init; }

    /// <summary>Why it cannot be a target; null where it can.</summary>
    public string? Problem { get; init; }
}

/// <summary>Which dialect a folder is written in, and what says so.</summary>
/// <param name="Because">The evidence, in words.</param>
internal sealed record FoundDialect(Dialect Dialect, string Because)
{
    public bool IsCertain { get; init; } = true;

    /// <summary>The engine that this version cannot read; null where it can.</summary>
    public string? Unsupported { get; init; }

    public int Statements { get; init; }

    public int Unread { get; init; }
}

/// <summary>The major version of an engine.</summary>
/// <param name="Version">0 where several are named, or none.</param>
/// <param name="Because">Where it stands: <c>compose.yml:7</c>, or several of them.</param>
internal sealed record FoundEngine(int Version, string Because);
