using System.Text.Json;
using System.Text.Json.Serialization;
using ChangeGate.Changes;
using ChangeGate.Failures;
using ChangeGate.Rollbacks;
using ChangeGate.Text;

namespace ChangeGate.Databases.Journals;

/// <summary>A rollback as the journal keeps it beside the migration, so that what is run later is what was judged then.</summary>
internal static partial class RollbackJson
{
    private sealed record Kept(Reversibility Reversibility, string[] Reverse, KeptArchive[] Archives, string[] Because, bool FromDownScript, bool NeedsAutocommit);

    private sealed record KeptArchive(ObjectName Source, ObjectName Archive, string[] Columns);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UseStringEnumConverter = true, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
    [JsonSerializable(typeof(Kept))]
    private sealed partial class Format : JsonSerializerContext;

    public static string Write(Rollback rollback) => JsonSerializer.Serialize(
        new Kept(
            rollback.Reversibility,
            [.. rollback.Reverse],
            [.. rollback.Archives.Select(archive => new KeptArchive(archive.Source, archive.Archive, [.. archive.Columns]))],
            [.. rollback.Because],
            rollback.FromDownScript,
            rollback.NeedsAutocommit),
        Format.Default.Kept);

    /// <exception cref="GateException">The row was changed after it was written.</exception>
    public static Rollback Read(MigrationRow row)
    {
        if (row.Rollback is null || Digest.Of(row.Rollback) != row.RollbackDigest)
        {
            throw Tampered(row);
        }

        try
        {
            var kept = JsonSerializer.Deserialize(row.Rollback, Format.Default.Kept) ?? throw Tampered(row);

            return new Rollback
            {
                Reversibility = kept.Reversibility,
                Reverse = [.. kept.Reverse],
                Archives = [.. kept.Archives.Select(archive => new ArchiveTable(archive.Source, archive.Archive, [.. archive.Columns]))],
                Because = [.. kept.Because],
                FromDownScript = kept.FromDownScript,
                NeedsAutocommit = kept.NeedsAutocommit,
            };
        }
        catch (JsonException)
        {
            throw Tampered(row);
        }
    }

    private static GateException Tampered(MigrationRow row) => new(
        $"The rollback of `{row.Path}` in the journal is not the one that was written there.",
        "Somebody changed ChangeGate's tables: restore them from a backup, or take the migration back by a new one.");
}
