using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Rehearsals;

/// <summary>One migration, run on a shadow up, down and up again.</summary>
public sealed record MigrationRehearsal
{
    public required Migration Migration { get; init; }

    /// <summary>Up to and with the one that failed.</summary>
    public EquatableList<ObservedStatement> Statements { get; init; }

    /// <summary>The engine refused one of them.</summary>
    public bool IsRefused => Statements.Any(static statement => statement.Error is not null);

    /// <summary>What the catalogs say that it changed, whatever its text says.</summary>
    public EquatableList<Difference> Differences { get; init; }

    /// <summary>Values of the made-up rows that are gone after it, by table and column.</summary>
    public EquatableList<LostValues> Lost { get; init; }

    /// <summary>Where the schema that ChangeGate reads out of the script is not the one that the engine made of it: each is a mistake of ChangeGate's.</summary>
    public EquatableList<Difference> FoldDifferences { get; init; }

    /// <summary>Why it was stopped, as a sentence: it took too long or too much, or broke the shadow that it ran on. null where it was not.</summary>
    public string? Stopped { get; init; }

    /// <summary>Tables that held rows before it, each of whose values was found again as it was: there or where it was moved to.</summary>
    public EquatableList<ObjectName> Kept { get; init; }

    /// <summary>The other tables that were there before it: without rows, with lost ones, or with some that could not be followed.</summary>
    public EquatableList<ObjectName> Unsettled { get; init; }

    /// <summary>What it made of the schema, over plainer rows where made-up ones stopped it, or over none; null where it never ran to its end.</summary>
    public RehearsedSchema? Schema { get; init; }

    /// <summary>Of the rollback that the runner would use.</summary>
    public required RollbackProof Rollback { get; init; }

    /// <summary>Of the author's own down script; null where there is none.</summary>
    public RollbackProof? Down { get; init; }
}
