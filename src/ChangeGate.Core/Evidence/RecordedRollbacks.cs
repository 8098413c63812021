using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Decisions;
using ChangeGate.Rollbacks;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>How one migration is taken back.</summary>
public sealed record RecordedRollback(string Path, Rollback Rollback);

/// <summary>The stage that says how the set is taken back, or why not. One entry for each proposed migration, in the same order.</summary>
public sealed record RecordedRollbacks(EquatableList<RecordedRollback> Rollbacks)
{
    public static RecordedRollbacks Of(Assessment assessment) =>
        new([.. assessment.Migrations.Select(migration => new RecordedRollback(migration.Migration.Path, migration.Rollback))]);

    internal JsonObject Write() => new() { ["rollbacks"] = JsonLists.Write(Rollbacks, WriteRollback) };

    internal static RecordedRollbacks Read(JsonElement element) => new([.. element.Items("rollbacks").Select(ReadRollback)]);

    internal static JsonObject WriteArchive(ArchiveTable archive) => new()
    {
        ["source"] = RecordedNames.Write(archive.Source),
        ["archive"] = RecordedNames.Write(archive.Archive),
        ["columns"] = JsonLists.Write(archive.Columns),
    };

    internal static ArchiveTable ReadArchive(JsonElement element) =>
        new(RecordedNames.Read(element.Member("source")), RecordedNames.Read(element.Member("archive")), element.Texts("columns"));

    private static JsonObject WriteRollback(RecordedRollback recorded) => new()
    {
        ["path"] = recorded.Path,
        ["reversibility"] = Keywords.Write(recorded.Rollback.Reversibility),
        ["preserve"] = JsonLists.Write(recorded.Rollback.Preserve),
        ["settle"] = JsonLists.Write(recorded.Rollback.Settle),
        ["archives"] = JsonLists.Write(recorded.Rollback.Archives, WriteArchive),
        ["reverse"] = JsonLists.Write(recorded.Rollback.Reverse),
        ["because"] = JsonLists.Write(recorded.Rollback.Because),
        ["fromDownScript"] = recorded.Rollback.FromDownScript,
        ["needsAutocommit"] = recorded.Rollback.NeedsAutocommit,
    };

    private static RecordedRollback ReadRollback(JsonElement element) => new(element.Text("path"), new Rollback
    {
        Reversibility = element.Keyword<Reversibility>("reversibility"),
        Preserve = element.Texts("preserve"),
        Settle = element.Texts("settle"),
        Archives = [.. element.Items("archives").Select(ReadArchive)],
        Reverse = element.Texts("reverse"),
        Because = element.Texts("because"),
        FromDownScript = element.Flag("fromDownScript"),
        NeedsAutocommit = element.Flag("needsAutocommit"),
    });
}
