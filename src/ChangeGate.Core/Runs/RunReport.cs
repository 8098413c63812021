using ChangeGate.Migrations;
using ChangeGate.Rollbacks;
using ChangeGate.Text;

namespace ChangeGate.Runs;

/// <summary>The zero value claims nothing.</summary>
public enum RunOutcome
{
    NeedsAttention,
    Failed,
    Succeeded,
}

public enum RunKind
{
    Apply,
    Rollback,
}

/// <summary>One statement as it was executed.</summary>
/// <param name="Number">From 1 within its migration; 0 for statements of ChangeGate's own (preservation).</param>
/// <param name="Digest">SHA-256 of the statement's UTF-8 text as sent.</param>
public sealed record StatementRun(string Path, int Number, Digest Digest)
{
    public required DateTimeOffset StartedAt { get; init; }

    public required TimeSpan Took { get; init; }

    /// <summary>Rows the engine reported; null where it reports none.</summary>
    public long? Rows { get; init; }

    public required RunOutcome Outcome { get; init; }

    /// <summary>The engine's code and message, without values of data; null when it succeeded.</summary>
    public string? Error { get; init; }

    /// <summary>Where its file is wrong, as the engine says, or where the statement begins; null for statements of ChangeGate's own.</summary>
    public LinePosition? At { get; init; }

    public bool InTransaction { get; init; }

    /// <summary>The earlier run that executed it, where this one went on from there; null where this run executed it itself.</summary>
    public string? EarlierRun { get; init; }
}

/// <summary>A migration whose journal row was committed.</summary>
public sealed record RanMigration(string Path, Digest Digest);

/// <summary>What ran where. Never holds a connection string or a row.</summary>
public sealed record RunReport
{
    public required string Id { get; init; }

    public required RunKind Kind { get; init; }

    public required string Target { get; init; }

    public required string Environment { get; init; }

    public required EnvironmentClass EnvironmentClass { get; init; }

    /// <summary>Engine and exact version: <c>PostgreSQL 16.14</c>.</summary>
    public required string Server { get; init; }

    /// <summary>Database name (PostgreSQL) or file name without its folder (SQLite).</summary>
    public required string Database { get; init; }

    public required Digest SetDigest { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required DateTimeOffset EndedAt { get; init; }

    public required RunOutcome Outcome { get; init; }

    public required Digest SchemaBefore { get; init; }

    public required Digest SchemaAfter { get; init; }

    public required EquatableList<StatementRun> Statements { get; init; }

    /// <summary>ChangeGate's own statements that cleared away what an earlier run had left half done (an invalid index).</summary>
    public EquatableList<StatementRun> Cleaning { get; init; }

    public EquatableList<RanMigration> Migrations { get; init; }

    public EquatableList<ArchiveTable> Archives { get; init; }

    /// <summary>Who asked for the run, as the host knows it.</summary>
    public required string Actor { get; init; }

    /// <summary>Why it did not succeed, as a sentence; null when it did.</summary>
    public string? Because { get; init; }

    /// <summary>The apply run that a rollback takes back; null for an apply.</summary>
    public string? RollsBack { get; init; }

    /// <summary>null where the set was not rehearsed.</summary>
    public RehearsedRun? Rehearsed { get; init; }

    /// <summary>What it left in the schema that does not hold yet.</summary>
    public EquatableList<UnfinishedObject> Unfinished { get; init; }

    /// <summary>It left something else than was meant: another schema than was rehearsed, where nobody allowed that, or something broken.</summary>
    public bool IsAstray => Rehearsed is { IsAstray: true } || Unfinished.Any(static one => one.IsBroken);

    /// <summary>What the guard inside the database said before the run; null where there is none.</summary>
    public GuardSeen? Guard { get; init; }

    /// <summary>Who asked for it, as far as is known and proved; null where only <see cref="Actor"/> says something.</summary>
    public RunIdentity? Identity { get; init; }
}
