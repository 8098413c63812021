using ChangeGate.Text;

namespace ChangeGate.Migrations;

/// <summary>How a proposal stands to the history that it builds on.</summary>
public enum MigrationChange
{
    /// <summary>Not in the base: this is what would run.</summary>
    Added,

    /// <summary>In the base with these very bytes.</summary>
    Unchanged,

    /// <summary>In the base with other bytes.</summary>
    Edited,

    /// <summary>In the base under <see cref="Migration.PreviousPath"/>.</summary>
    Renamed,

    /// <summary>In the base, and gone.</summary>
    Deleted,
}

/// <summary>One script file with its digest. Two are equal when path, bytes and change are.</summary>
public sealed record Migration
{
    /// <summary>Relative to the folder of the migrations, with forward slashes: what the digest covers and the journal stores.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of the raw bytes, before any decoding.</summary>
    public required Digest Digest { get; init; }

    public MigrationChange Change { get; init; }

    public string? PreviousPath { get; init; }

    /// <summary>A proposal that holds it would run it. What was edited does not run again where it has run.</summary>
    public bool IsToRun => Change is MigrationChange.Added or MigrationChange.Renamed;

    /// <summary>The team's own reverse script (<c>.down.sql</c>, <c>down.sql</c>); null where the layout has none for it.</summary>
    public ReverseScript? Down { get; init; }

    /// <summary>Why the bytes are not text (they are neither UTF-8 nor marked UTF-16); null when they are.</summary>
    public string? EncodingProblem { get; init; }

    /// <summary>The file from its first to its last character, where a layout runs only a section of it; otherwise <see cref="Text"/>.</summary>
    public SourceText Whole
    {
        get => field ?? Text;
        init;
    }

    /// <summary>The decoded script, with blanks for what the layout does not run; empty where <see cref="EncodingProblem"/> says why.</summary>
    public required SourceText Text { get; init; }

    public bool Equals(Migration? other) =>
        other is not null && Path == other.Path && Digest == other.Digest && Change == other.Change && PreviousPath == other.PreviousPath && Down?.Digest == other.Down?.Digest;

    public override int GetHashCode() => HashCode.Combine(Path, Digest, Change);
}

/// <summary>A down script as the team wrote it.</summary>
public sealed record ReverseScript(string Path, Digest Digest, SourceText Text);
