using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Databases.Running;

/// <summary>One statement as it is sent: the exact characters of its file, or of ChangeGate's own.</summary>
internal sealed record RunnableStatement(string Path, int Number, string Text)
{
    public Digest Digest { get; } = Digest.Of(Text);

    public EquatableList<Change> Changes { get; init; }

    public bool NeedsAutocommit { get; init; }

    /// <summary>The lines of COPY … FROM stdin; null for every other statement.</summary>
    public string? CopyData { get; init; }

    /// <summary>The data's own characters in the file, which count as a statement there; null for every other statement.</summary>
    public Digest? CopyDigest { get; init; }

    /// <summary>The file that it is a slice of; null for ChangeGate's own.</summary>
    public SourceText? Source { get; init; }

    public int Start { get; init; }

    /// <summary>It reads or writes rows, or builds, and takes as long as there are rows.</summary>
    public bool Builds => Source is null || Changes.Any(change => change
        is CreateIndex or Reindex or ValidateConstraint or Maintain or RefreshView or CreateTable { Query: not null } or CreateView { Materialized: true }
        or InsertRows or UpdateRows or DeleteRows or MergeRows or CopyRows or ReadRows or RunBlock or CallProcedure);

    /// <summary>It lets readers and writers through while it waits and works: CONCURRENTLY.</summary>
    public bool Yields => Changes.Any(change => change
        is CreateIndex { Concurrent: true } or DropIndex { Concurrent: true } or Reindex { Concurrent: true } or DetachPartition { Concurrent: true });

    /// <summary>It sets one of the limits itself, and the runner must not set it again.</summary>
    public bool SetsLimits => Changes.Any(change => change is SetSetting { Name: "statement_timeout" or "lock_timeout" });

    /// <summary>An earlier statement of the script set the search path.</summary>
    public bool SearchPathIsTheScripts { get; init; }

    /// <param name="offset">Within this statement.</param>
    public LinePosition? PositionOf(int offset) => Source?.PositionOf(Start + Math.Clamp(offset, 0, Text.Length));
}

/// <summary>Statements that stand or fall together, or a single one that the engine commits by itself.</summary>
internal sealed record Segment(EquatableList<RunnableStatement> Statements, bool InTransaction);
