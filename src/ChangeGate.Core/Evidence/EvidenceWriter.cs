using System.Text.Json.Nodes;
using ChangeGate.Migrations;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>Signs the stages of a bundle in their order and links each to the one before.</summary>
internal sealed class EvidenceWriter(EvidenceContext context, SigningKey key)
{
    public required BundleKind Kind { get; init; }

    public required string Target { get; init; }

    public required EnvironmentClass EnvironmentClass { get; init; }

    public required EquatableList<Subject> Subjects { get; init; }

    /// <param name="contents">Of each stage, built when its turn comes: as a tree it takes many times the room of its text.</param>
    public EvidenceBundle Write(IReadOnlyDictionary<EvidenceStage, Func<JsonObject>> contents)
    {
        var stages = EvidenceStages.Of(Kind, contents.ContainsKey(EvidenceStage.Rehearsal));
        var envelopes = new List<Envelope>();
        var previous = context.Previous;

        foreach (var stage in stages)
        {
            var header = Header(stage, envelopes.Count + 1, stages.Count, previous);
            var envelope = Envelope.Sign(InTotoStatement.PayloadType, EvidenceStatement.Write(Subjects, header, contents[stage]()), key);
            envelopes.Add(envelope);
            previous = envelope.PayloadDigest;
        }

        return new EvidenceBundle([.. envelopes]);
    }

    private EvidenceHeader Header(EvidenceStage stage, int number, int of, Digest? previous) => new()
    {
        Bundle = context.Id,
        Kind = Kind,
        Stage = stage,
        Number = number,
        Of = of,
        Previous = previous,
        Target = Target,
        Environment = context.Environment,
        EnvironmentClass = EnvironmentClass,
        RecordedAt = context.RecordedAt,
        Tool = context.Tool,
    };
}
