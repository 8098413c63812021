using ChangeGate.Text;

namespace ChangeGate.Rehearsals;

/// <summary>What became of a rollback when it was run. The zero value proves nothing.</summary>
public enum ProofVerdict
{
    /// <summary>It did not run to its end, or did not bring back what it says it brings back.</summary>
    Fails,

    /// <summary>There is no rollback, or the migration itself could not be run.</summary>
    Impossible,

    /// <summary>The schema came back as it was, the rows did not, and the rollback does not say they do.</summary>
    ProvedSchema,

    /// <summary>Schema and rows came back as they were.</summary>
    ProvedWithData,
}

/// <summary>A migration was run on a shadow with rows, taken back, compared with what was there before, and run once more.</summary>
public sealed record RollbackProof
{
    public required ProofVerdict Verdict { get; init; }

    /// <summary>A sentence; null when all came back.</summary>
    public string? Because { get; init; }

    public bool SchemaEqual { get; init; }

    public bool RowsEqual { get; init; }

    /// <summary>Whether what clients write between a migration and its rollback is there afterwards, as far as both schemas have a place for it; null where nothing was written.</summary>
    public bool? WritesKept { get; init; }

    /// <summary>Sentences: which writes are lost, or why the rollback is refused after them; null where there is nothing to say.</summary>
    public string? WritesBecause { get; init; }

    /// <summary>The statements that were run to take it back.</summary>
    public EquatableList<string> Script { get; init; }

    /// <summary>ChangeGate's own statements that ran with the migration, so that rows are there for the way back.</summary>
    public EquatableList<string> Kept { get; init; }

    /// <summary>Fingerprint of the schema before the migration; null where nothing was run.</summary>
    public Digest? Before { get; init; }

    /// <summary>Of the schema after it; null where it did not run to its end.</summary>
    public Digest? After { get; init; }

    /// <summary>Of the schema after it was taken back; null where the rollback did not run to its end.</summary>
    public Digest? Back { get; init; }

    /// <summary>Whose rows were compared.</summary>
    public int Tables { get; init; }

    /// <summary>How many rows those tables had before the migration.</summary>
    public long Rows { get; init; }
}
