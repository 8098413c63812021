using ChangeGate.Text;

namespace ChangeGate.Runs;

/// <summary>What was copied between the journal of another tool and ours. Nothing of it was run.</summary>
public sealed record AdoptionReport
{
    public required string Target { get; init; }

    public required string Environment { get; init; }

    public required string Server { get; init; }

    public required string Database { get; init; }

    /// <summary>As configurations spell it: <c>flyway</c>.</summary>
    public required string Tool { get; init; }

    /// <summary>The tool's table, behind its schema.</summary>
    public required string Table { get; init; }

    /// <summary>Into the tool's table; otherwise out of it.</summary>
    public bool IntoTool { get; init; }

    /// <summary>In the order in which they run; without those that both journals had before.</summary>
    public required EquatableList<RanMigration> Migrations { get; init; }
}
