using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Decisions;
using ChangeGate.Rehearsals;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>The stage that says what the set did on databases that were thrown away. It is there where the set was rehearsed.</summary>
public sealed record RecordedRehearsal(string Server, EquatableList<RehearsedMigration> Migrations)
{
    /// <summary>null where the set was not rehearsed.</summary>
    public static RecordedRehearsal? Of(Assessment assessment) => assessment.Rehearsal is not { } report
        ? null
        : new RecordedRehearsal(report.Server, [.. report.Migrations.Select(rehearsal => RehearsedMigration.Of(rehearsal, assessment.Migrations.FirstOrDefault(migration => migration.Migration.Path == rehearsal.Migration.Path)))]);

    internal JsonObject Write() => new() { ["server"] = Server, ["migrations"] = JsonLists.Write(Migrations, static migration => migration.Write()) };

    internal static RecordedRehearsal Read(JsonElement element) => new(element.Text("server"), [.. element.Items("migrations").Select(RehearsedMigration.Read)]);
}

/// <summary>One migration as it went. Scripts stand in other stages and are named here by their digests.</summary>
public sealed record RehearsedMigration(string Path, Digest Digest)
{
    public EquatableList<RehearsedStatement> Statements { get; init; }

    /// <summary>Why it was stopped; null where it was not.</summary>
    public string? Stopped { get; init; }

    public EquatableList<LostValues> Lost { get; init; }

    public required RecordedProof Rollback { get; init; }

    /// <summary>Of the author's own down script; null where there is none.</summary>
    public RecordedProof? Down { get; init; }

    /// <summary>In how many objects ChangeGate's reading of the script is not what the engine made of it.</summary>
    public int FoldDifferences { get; init; }

    internal static RehearsedMigration Of(MigrationRehearsal rehearsal, MigrationAssessment? assessed) => new(rehearsal.Migration.Path, rehearsal.Migration.Digest)
    {
        Statements = [.. rehearsal.Statements.Select(statement => RehearsedStatement.Of(statement, rehearsal.Migration, assessed))],
        Stopped = rehearsal.Stopped,
        Lost = rehearsal.Lost,
        Rollback = RecordedProof.Of(rehearsal.Rollback),
        Down = rehearsal.Down is { } down ? RecordedProof.Of(down) : null,
        FoldDifferences = rehearsal.FoldDifferences.Count,
    };

    internal JsonObject Write() => new()
    {
        ["path"] = Path,
        ["digest"] = Digest.ToString(),
        ["statements"] = JsonLists.Write(Statements, static statement => statement.Write()),
        ["stopped"] = Stopped,
        ["lost"] = JsonLists.Write(Lost, static lost => new JsonObject { ["table"] = RecordedNames.Write(lost.Table), ["column"] = lost.Column, ["count"] = lost.Count, ["of"] = lost.Of }),
        ["rollback"] = Rollback.Write(),
        ["down"] = Down?.Write(),
        ["foldDifferences"] = FoldDifferences,
    };

    internal static RehearsedMigration Read(JsonElement element) => new(element.Text("path"), element.Digest("digest"))
    {
        Statements = [.. element.Items("statements").Select(RehearsedStatement.Read)],
        Stopped = element.OptionalText("stopped"),
        Lost = [.. element.Items("lost").Select(static lost => new LostValues(RecordedNames.Read(lost.Member("table")), lost.OptionalText("column"), lost.Number("count"), lost.Number("of")))],
        Rollback = RecordedProof.Read(element.Member("rollback")),
        Down = element.Member("down") is { ValueKind: not JsonValueKind.Null } down ? RecordedProof.Read(down) : null,
        FoldDifferences = element.SmallNumber("foldDifferences"),
    };
}

/// <summary>What became of a rollback, and from where to where the schema went.</summary>
public sealed record RecordedProof
{
    public required ProofVerdict Verdict { get; init; }

    public string? Because { get; init; }

    public bool SchemaEqual { get; init; }

    public bool RowsEqual { get; init; }

    /// <inheritdoc cref="RollbackProof.WritesKept"/>
    public bool? WritesKept { get; init; }

    public string? WritesBecause { get; init; }

    /// <summary>Of the statements that took it back.</summary>
    public EquatableList<Digest> Script { get; init; }

    /// <summary>Of ChangeGate's own statements that ran with the migration.</summary>
    public EquatableList<Digest> Kept { get; init; }

    public Digest? Before { get; init; }

    public Digest? After { get; init; }

    public Digest? Back { get; init; }

    public int Tables { get; init; }

    public long Rows { get; init; }

    internal static RecordedProof Of(RollbackProof proof) => new()
    {
        Verdict = proof.Verdict,
        Because = proof.Because,
        SchemaEqual = proof.SchemaEqual,
        RowsEqual = proof.RowsEqual,
        WritesKept = proof.WritesKept,
        WritesBecause = proof.WritesBecause,
        Script = [.. proof.Script.Select(static sql => Digest.Of(sql))],
        Kept = [.. proof.Kept.Select(static sql => Digest.Of(sql))],
        Before = proof.Before,
        After = proof.After,
        Back = proof.Back,
        Tables = proof.Tables,
        Rows = proof.Rows,
    };

    internal JsonObject Write() => new()
    {
        ["verdict"] = Keywords.Write(Verdict),
        ["because"] = Because,
        ["schemaEqual"] = SchemaEqual,
        ["rowsEqual"] = RowsEqual,
        ["writesKept"] = WritesKept,
        ["writesBecause"] = WritesBecause,
        ["script"] = JsonLists.Write(Script.Select(static digest => digest.ToString())),
        ["kept"] = JsonLists.Write(Kept.Select(static digest => digest.ToString())),
        ["before"] = Before?.ToString(),
        ["after"] = After?.ToString(),
        ["back"] = Back?.ToString(),
        ["tables"] = Tables,
        ["rows"] = Rows,
    };

    internal static RecordedProof Read(JsonElement element) => new()
    {
        Verdict = element.Keyword<ProofVerdict>("verdict"),
        Because = element.OptionalText("because"),
        SchemaEqual = element.Flag("schemaEqual"),
        RowsEqual = element.Flag("rowsEqual"),
        WritesKept = element.Member("writesKept").ValueKind == JsonValueKind.Null ? null : element.Flag("writesKept"),
        WritesBecause = element.OptionalText("writesBecause"),
        Script = element.Digests("script"),
        Kept = element.Digests("kept"),
        Before = element.OptionalDigest("before"),
        After = element.OptionalDigest("after"),
        Back = element.OptionalDigest("back"),
        Tables = element.SmallNumber("tables"),
        Rows = element.Number("rows"),
    };
}
