using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Decisions;
using ChangeGate.Redaction;
using ChangeGate.Rollbacks;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>How one migration is taken back.</summary>
public sealed record RecordedRollback(string Path, Rollback Rollback)
{
    /// <summary>Of statements that do not stand here as they run, since something was taken out of them: the digest of what stands here, and of what runs.</summary>
    public EquatableList<RedactedStatement> Redacted { get; init; }

    /// <summary>Of the statement as it runs.</summary>
    public Digest DigestOf(string statement) => Digest.Of(statement) is var said && Redacted.FirstOrDefault(one => one.Said == said) is { } redacted ? redacted.Runs : said;
}

/// <param name="Said">Of the text that is told.</param>
/// <param name="Runs">Of the one that runs.</param>
public sealed record RedactedStatement(Digest Said, Digest Runs);

/// <summary>The stage that says how the set is taken back, or why not. One entry for each proposed migration, in the same order.</summary>
public sealed record RecordedRollbacks(EquatableList<RecordedRollback> Rollbacks)
{
    private const string RedactedKey = "redacted";

    public static RecordedRollbacks Of(Assessment assessment, Redactor redactor) =>
        new([.. assessment.Migrations.Select(migration => Redact(migration.Migration.Path, migration.Rollback, redactor))]);

    private static RecordedRollback Redact(string path, Rollback rollback, Redactor redactor)
    {
        var redacted = new List<RedactedStatement>();
        EquatableList<string> Mask(EquatableList<string> statements) => [.. statements.Select(sql =>
        {
            var masked = redactor.Take(sql, out var removed);

            if (removed.Count > 0)
            {
                redacted.Add(new RedactedStatement(Digest.Of(masked), Digest.Of(sql)));
            }

            return masked;
        })];

        var told = rollback with { Preserve = Mask(rollback.Preserve), Settle = Mask(rollback.Settle), Reverse = Mask(rollback.Reverse), Because = [.. rollback.Because.Select(redactor.Prose)] };

        return new RecordedRollback(path, told) { Redacted = [.. redacted.Distinct()] };
    }

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

    private static JsonObject WriteRollback(RecordedRollback recorded)
    {
        var written = WriteStatements(recorded);

        if (recorded.Redacted.Count > 0)
        {
            written[RedactedKey] = JsonLists.Write(recorded.Redacted, static one => new JsonObject { ["said"] = one.Said.ToString(), ["runs"] = one.Runs.ToString() });
        }

        return written;
    }

    private static JsonObject WriteStatements(RecordedRollback recorded) => new()
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
    })
    {
        Redacted = element.TryGetProperty(RedactedKey, out _) ? [.. element.Items(RedactedKey).Select(static one => new RedactedStatement(one.Digest("said"), one.Digest("runs")))] : [],
    };
}
