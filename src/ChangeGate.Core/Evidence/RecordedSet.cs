using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Migrations;
using ChangeGate.Redaction;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>One statement of a script as it was read.</summary>
/// <param name="Digest">SHA-256 of the statement's UTF-8 text: what the runner sends has the same.</param>
/// <param name="ControlsTransaction">BEGIN, COMMIT and the like: the runner has transactions of its own and may pass over it.</param>
public sealed record RecordedStatement(Span Span, string Kind, Digest Digest, bool ControlsTransaction);

/// <summary>How one migration of the set was read.</summary>
/// <param name="IsRead">Nothing in it is unclassified.</param>
public sealed record RecordedScript(string Path, bool IsRead, EquatableList<RecordedStatement> Statements);

/// <summary>The stage that says what the proposal is. Migrations come with their bytes; the history with its digests alone.</summary>
public sealed record RecordedSet
{
    private const string RedactedKey = "redacted";

    private const string TextKey = "text";

    public required MigrationSet Set { get; init; }

    public required Digest Footprint { get; init; }

    public required Digest Digest { get; init; }

    /// <summary>One for each proposed migration, in the same order.</summary>
    public required EquatableList<RecordedScript> Scripts { get; init; }

    /// <summary>Scripts of the set whose text is not whole here. Their digests are those of the whole ones.</summary>
    public EquatableList<RedactedScript> Redacted { get; init; }

    /// <summary>What was taken out of a script before it was signed.</summary>
    /// <param name="path">Of a migration or a down script.</param>
    public EquatableList<Removal> RemovedFrom(string path) => Redacted.FirstOrDefault(script => script.Path == path)?.Removed ?? default;

    public static RecordedSet Of(Assessment assessment, Redactor redactor)
    {
        var redacted = new List<RedactedScript>();
        EquatableList<Migration> proposed = [.. assessment.Set.Proposed.Select(migration => Redact(migration, assessment.Set.Layout, redactor, redacted))];

        return Of(assessment) with { Set = assessment.Set with { Proposed = proposed }, Redacted = [.. redacted] };
    }

    private static RecordedSet Of(Assessment assessment) => new()
    {
        Set = assessment.Set,
        Footprint = assessment.Footprint,
        Digest = assessment.Digest,
        Scripts = [.. assessment.Migrations.Select(migration => new RecordedScript(
            migration.Migration.Path,
            PolicyFacts.IsRead(migration),
            [.. migration.Script.Statements.Select(statement => Record(statement, migration.Migration.Text))]))],
    };

    internal JsonObject Write()
    {
        var written = WriteSet();

        // Only where something was, so that bundles from before are read as they are.
        if (Redacted.Count > 0)
        {
            written[RedactedKey] = JsonLists.Write(Redacted, static script => script.Write());
        }

        return written;
    }

    private JsonObject WriteSet() => new()
    {
        ["target"] = Set.Target,
        ["environmentClass"] = Keywords.Write(Set.EnvironmentClass),
        ["dialect"] = Set.Dialect.ToKeyword(),
        ["engine"] = Set.Engine,
        ["layout"] = Keywords.Write(Set.Layout),
        ["baseCommit"] = Set.BaseCommit,
        ["headCommit"] = Set.HeadCommit,
        ["authorship"] = new JsonObject
        {
            ["kind"] = Keywords.Write(Set.Authorship.Kind),
            ["attested"] = Set.Authorship.IsAttested,
            ["names"] = JsonLists.Write(Set.Authorship.Names),
            ["emails"] = JsonLists.Write(Set.Authorship.Emails),
            ["evidence"] = JsonLists.Write(Set.Authorship.Evidence),
        },
        ["footprint"] = Footprint.ToString(),
        ["digest"] = Digest.ToString(),
        ["history"] = JsonLists.Write(Set.History, migration => new JsonObject { ["path"] = migration.Path, ["digest"] = migration.Digest.ToString() }),
        ["migrations"] = JsonLists.Write(Set.Proposed, WriteMigration),
        ["scripts"] = JsonLists.Write(Scripts, script => new JsonObject
        {
            ["path"] = script.Path,
            ["read"] = script.IsRead,
            ["statements"] = JsonLists.Write(script.Statements, WriteStatement),
        }),
    };

    internal static RecordedSet Read(JsonElement element) => new()
    {
        Set = new MigrationSet
        {
            Target = element.Text("target"),
            EnvironmentClass = Keywords.Read<EnvironmentClass>(element.Text("environmentClass")),
            Dialect = Enum.GetValues<Dialect>().Cast<Dialect?>().FirstOrDefault(dialect => dialect!.Value.ToKeyword() == element.Text("dialect")) ?? throw new FormatException("has a `dialect` of no known name"),
            Engine = element.SmallNumber("engine"),
            Layout = Keywords.Read<MigrationLayout>(element.Text("layout")),
            BaseCommit = element.OptionalText("baseCommit"),
            HeadCommit = element.OptionalText("headCommit"),
            Authorship = ReadAuthorship(element.Member("authorship")),
            History = [.. element.Items("history").Select(item => new Migration { Path = item.Text("path"), Digest = item.Digest("digest"), Text = new SourceText(item.Text("path"), "") })],
            Proposed = [.. element.Items("migrations").Select(item => ReadMigration(item, Keywords.Read<MigrationLayout>(element.Text("layout"))))],
        },
        Redacted = element.TryGetProperty(RedactedKey, out _) ? [.. element.Items(RedactedKey).Select(RedactedScript.Read)] : [],
        Footprint = element.Digest("footprint"),
        Digest = element.Digest("digest"),
        Scripts = [.. element.Items("scripts").Select(script => new RecordedScript(script.Text("path"), script.Flag("read"), [.. script.Items("statements").Select(ReadStatement)]))],
    };

    private static RecordedStatement Record(Statement statement, SourceText text) => new(
        statement.Span,
        statement.Kind,
        Digest.Of(text.Slice(statement.Span)),
        statement.Changes.Count > 0 && statement.Changes.All(change => change is ControlTransaction));

    private static JsonObject WriteStatement(RecordedStatement statement) => new()
    {
        ["start"] = statement.Span.Start,
        ["length"] = statement.Span.Length,
        ["kind"] = statement.Kind,
        ["digest"] = statement.Digest.ToString(),
        ["controlsTransaction"] = statement.ControlsTransaction,
    };

    private static RecordedStatement ReadStatement(JsonElement element) => new(
        new Span(element.SmallNumber("start"), element.SmallNumber("length")),
        element.Text("kind"),
        element.Digest("digest"),
        element.Flag("controlsTransaction"));

    private JsonObject WriteMigration(Migration migration) => WriteText(migration.Whole, migration.Digest, new JsonObject
    {
        ["path"] = migration.Path,
        ["change"] = Keywords.Write(migration.Change),
        ["digest"] = migration.Digest.ToString(),
        ["previousPath"] = migration.PreviousPath,
        ["encodingProblem"] = migration.EncodingProblem,
        ["down"] = migration.Down is { } down ? WriteText(down.Text, down.Digest, new JsonObject { ["path"] = down.Path, ["digest"] = down.Digest.ToString() }) : null,
    });

    /// <summary>The file's own bytes, or what is left of its text.</summary>
    private JsonObject WriteText(SourceText text, Digest digest, JsonObject script)
    {
        if (RemovedFrom(text.Path).Count > 0)
        {
            script[TextKey] = text.Content;
        }
        else
        {
            script["bytes"] = ScriptEncoding.Encode(text, digest) is { } bytes ? Convert.ToBase64String(bytes) : null;
        }

        return script;
    }

    private static Migration ReadMigration(JsonElement element, MigrationLayout layout) => new()
    {
        Path = element.Text("path"),
        Change = Keywords.Read<MigrationChange>(element.Text("change")),
        Digest = element.Digest("digest"),
        PreviousPath = element.OptionalText("previousPath"),
        EncodingProblem = element.OptionalText("encodingProblem"),
        Whole = ReadText(element),
        Text = UpSection.Of(ReadText(element), layout),
        Down = element.Member("down") is { ValueKind: not JsonValueKind.Null } down ? new ReverseScript(down.Text("path"), down.Digest("digest"), ReadText(down)) : null,
    };

    private static SourceText ReadText(JsonElement element) =>
        element.TryGetProperty(TextKey, out var text) ? new SourceText(element.Text("path"), text.AsText(TextKey))
        : element.OptionalText("bytes") is { } bytes
            ? ScriptEncoding.Decode(new ScriptFile(element.Text("path"), Base64.Read(Encoding.UTF8.GetBytes(bytes), "bytes"))).Text
            : new SourceText(element.Text("path"), "");

    private static Migration Redact(Migration migration, MigrationLayout layout, Redactor redactor, List<RedactedScript> redacted)
    {
        var whole = Redact(migration.Whole, redactor, redacted);
        var down = migration.Down is { } script ? script with { Text = Redact(script.Text, redactor, redacted) } : null;

        return migration with { Whole = whole, Text = whole == migration.Whole ? migration.Text : UpSection.Of(whole, layout), Down = down };
    }

    private static SourceText Redact(SourceText text, Redactor redactor, List<RedactedScript> redacted)
    {
        var masked = redactor.Take(text.Content, out var removed);

        if (removed.Count == 0)
        {
            return text;
        }

        redacted.Add(new RedactedScript(text.Path, removed));

        return new SourceText(text.Path, masked);
    }

    private static Authorship ReadAuthorship(JsonElement element) => new(Keywords.Read<AuthorKind>(element.Text("kind")), element.Texts("names"))
    {
        IsAttested = element.Flag("attested"),
        Emails = element.Texts("emails"),
        Evidence = element.Texts("evidence"),
    };
}
