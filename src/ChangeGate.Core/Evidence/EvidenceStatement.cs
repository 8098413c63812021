using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Migrations;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>One statement of a bundle as it was read. Exactly one of the contents is there: the one of its stage.</summary>
internal sealed record EvidenceStatement(EquatableList<Subject> Subjects, EvidenceHeader Header)
{
    public RecordedSet? Set { get; init; }

    public RecordedFindings? Findings { get; init; }

    public RecordedRollbacks? Rollbacks { get; init; }

    public RecordedRehearsal? Rehearsal { get; init; }

    public RecordedDecision? Decision { get; init; }

    public RecordedApprovals? Approvals { get; init; }

    public RecordedRun? Run { get; init; }

    public RecordedWatch? Watch { get; init; }

    public static byte[] Write(EquatableList<Subject> subjects, EvidenceHeader header, JsonObject content) =>
        new InTotoStatement(subjects, EvidenceStages.PredicateTypeOf(header.Stage)).Write(new JsonObject
        {
            ["bundle"] = header.Bundle,
            ["kind"] = Keywords.Write(header.Kind),
            ["number"] = header.Number,
            ["of"] = header.Of,
            ["previous"] = header.Previous?.ToString(),
            ["target"] = header.Target,
            ["environment"] = header.Environment,
            ["environmentClass"] = Keywords.Write(header.EnvironmentClass),
            ["recordedAt"] = Timestamp.Write(header.RecordedAt),
            ["tool"] = header.Tool,
            ["content"] = content,
        });

    /// <summary>What a statement says of itself. Its content is not read.</summary>
    /// <exception cref="FormatException">It is no statement of a bundle.</exception>
    public static EvidenceHeader HeaderOf(Envelope envelope)
    {
        var (statement, predicate) = Parse(envelope);
        return ReadHeader(predicate, EvidenceStages.StageOf(statement.PredicateType));
    }

    /// <exception cref="FormatException">It is no statement of a bundle, or says more than its stage may say.</exception>
    public static EvidenceStatement Read(Envelope envelope)
    {
        var (statement, predicate) = Parse(envelope);
        var stage = EvidenceStages.StageOf(statement.PredicateType);
        var content = predicate.Member("content");

        var header = ReadHeader(predicate, stage);
        var read = new EvidenceStatement(statement.Subjects, header)
        {
            Set = stage == EvidenceStage.Set ? RecordedSet.Read(content) : null,
            Findings = stage == EvidenceStage.Findings ? RecordedFindings.Read(content) : null,
            Rollbacks = stage == EvidenceStage.Rollback ? RecordedRollbacks.Read(content) : null,
            Rehearsal = stage == EvidenceStage.Rehearsal ? RecordedRehearsal.Read(content) : null,
            Decision = stage == EvidenceStage.Decision ? RecordedDecision.Read(content) : null,
            Approvals = stage == EvidenceStage.Approvals ? RecordedApprovals.Read(content) : null,
            Run = stage == EvidenceStage.Run ? RecordedRun.Read(content) : null,
            Watch = stage == EvidenceStage.Guard ? RecordedWatch.Read(content, header) : null,
        };

        // Written again it must be the same bytes: whatever this reader does not know would be missing.
        return Write(read.Subjects, read.Header, read.WriteContent()).AsSpan().SequenceEqual(envelope.Payload.AsSpan())
            ? read
            : throw new FormatException("says more than its stage may say, or is not canonical JSON");
    }

    private static (InTotoStatement Statement, JsonElement Predicate) Parse(Envelope envelope)
    {
        if (envelope.PayloadType != InTotoStatement.PayloadType)
        {
            throw new FormatException($"has a payload that is not of type `{InTotoStatement.PayloadType}`");
        }

        return StrictJson.TryParse(envelope.Payload.AsMemory(), out var root, out var problem) ? InTotoStatement.Read(root) : throw new FormatException(problem);
    }

    private JsonObject WriteContent() =>
        Set?.Write() ?? Findings?.Write() ?? Rollbacks?.Write() ?? Rehearsal?.Write() ?? Decision?.Write() ?? Approvals?.Write() ?? Run?.Write() ?? Watch!.Write(); // One of them is there.

    private static EvidenceHeader ReadHeader(JsonElement predicate, EvidenceStage stage) => new()
    {
        Bundle = predicate.Text("bundle"),
        Kind = predicate.Keyword<BundleKind>("kind"),
        Stage = stage,
        Number = predicate.SmallNumber("number"),
        Of = predicate.SmallNumber("of"),
        Previous = predicate.OptionalDigest("previous"),
        Target = predicate.Text("target"),
        Environment = predicate.Text("environment"),
        EnvironmentClass = predicate.Keyword<EnvironmentClass>("environmentClass"),
        RecordedAt = predicate.Moment("recordedAt"),
        Tool = predicate.Text("tool"),
    };
}
