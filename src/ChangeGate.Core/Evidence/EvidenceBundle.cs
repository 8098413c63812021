using System.Diagnostics.CodeAnalysis;
using System.Text;
using System.Text.Json.Nodes;
using ChangeGate.Approvals;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Failures;
using ChangeGate.Redaction;
using ChangeGate.Runs;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>What a host knows beside the judgement and the run.</summary>
public sealed record EvidenceContext
{
    /// <summary>Of a run: its own id.</summary>
    public required string Id { get; init; }

    public required string Environment { get; init; }

    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>Program and version: <c>changegate 0.1.0</c>.</summary>
    public required string Tool { get; init; }

    /// <summary><see cref="EvidenceBundle.Digest"/> of the latest bundle of the same target and environment; null when this is the first.</summary>
    public Digest? Previous { get; init; }

    /// <summary>Reads the scripts once more, for what must not be told.</summary>
    public required ISqlDialect Sql { get; init; }

    /// <summary>What is taken out before anything is signed.</summary>
    public RedactionScope Redact { get; init; }
}

/// <summary>The signed record of one run (or of a decision without one): statements in envelopes, each naming the one before. What was parsed is not yet verified.</summary>
public sealed record EvidenceBundle(EquatableList<Envelope> Envelopes)
{
    internal const string Schema = "changegate/evidence/v1";

    /// <summary>Some times the largest migration that is read: bytes are written as base64 within base64.</summary>
    private const int LargestFile = 512 * 1024 * 1024;

    /// <summary>Of the last payload, which names all before it: what the next bundle names as its previous one.</summary>
    public Digest Digest => Envelopes[^1].PayloadDigest;

    /// <param name="run">null records a decision after which nothing ran.</param>
    public static EvidenceBundle Create(Judgement judgement, RunReport? run, EvidenceContext context, SigningKey key)
    {
        var redactor = new Redactor(context.Sql, context.Redact);
        var set = RecordedSet.Of(judgement.Assessment, redactor);
        var rollbacks = RecordedRollbacks.Of(judgement.Assessment, redactor);
        var writer = new EvidenceWriter(context, key)
        {
            Kind = run is null ? BundleKind.Decision : BundleKind.Apply,
            Target = set.Set.Target,
            EnvironmentClass = set.Set.EnvironmentClass,
            Subjects = [new Subject(set.Set.Target, set.Digest), .. set.Set.Proposed.Select(migration => new Subject(migration.Path, migration.Digest))],
        };

        var contents = new Dictionary<EvidenceStage, Func<JsonObject>>
        {
            [EvidenceStage.Set] = set.Write,
            [EvidenceStage.Findings] = () => RedactedProse.Of(RecordedFindings.Of(judgement.Assessment).Write(), redactor),
            [EvidenceStage.Rollback] = rollbacks.Write,
            [EvidenceStage.Decision] = RecordedDecision.Of(judgement).Write,
            [EvidenceStage.Approvals] = RecordedApprovals.Of(judgement.Decision.Approvals).Write,
        };

        if (RecordedRehearsal.Of(judgement.Assessment) is { } rehearsal)
        {
            contents[EvidenceStage.Rehearsal] = () => RedactedProse.Of(rehearsal.Write(), redactor);
        }

        if (run is not null)
        {
            contents[EvidenceStage.Run] = () => RedactedProse.Of(new RecordedRun(run).Write(), redactor);
        }

        return writer.Write(contents);
    }

    /// <summary>The record of a run that took another back.</summary>
    /// <param name="run">What ran.</param>
    /// <param name="approvals">Of the rollback itself; empty where it was asked for where the database is, and the reverse was approved with the run.</param>
    /// <param name="context">What the host knows beside it.</param>
    /// <param name="key">Signs it.</param>
    public static EvidenceBundle CreateForRollback(RunReport run, IReadOnlyList<ApprovalCheck> approvals, EvidenceContext context, SigningKey key) =>
        new EvidenceWriter(context, key)
        {
            Kind = BundleKind.Rollback,
            Target = run.Target,
            EnvironmentClass = run.EnvironmentClass,
            Subjects = [new Subject(run.Target, run.SetDigest)],
        }
        .Write(new Dictionary<EvidenceStage, Func<JsonObject>> { [EvidenceStage.Approvals] = RecordedApprovals.Of(approvals).Write, [EvidenceStage.Run] = () => RedactedProse.Of(new RecordedRun(run).Write(), new Redactor(context.Sql, context.Redact)) });

    /// <summary>The record of a look at guard and schema, beside the runs. What it is about is the schema that was found.</summary>
    public static EvidenceBundle CreateForGuard(WatchReport watch, EvidenceContext context, SigningKey key) =>
        new EvidenceWriter(context, key)
        {
            Kind = BundleKind.Guard,
            Target = watch.Target,
            EnvironmentClass = watch.EnvironmentClass,
            Subjects = [new Subject(watch.Target, watch.Drift.Found)],
        }
        .Write(new Dictionary<EvidenceStage, Func<JsonObject>> { [EvidenceStage.Guard] = new RecordedWatch(watch).Write });

    /// <param name="name">How a person names the file.</param>
    public static EvidenceBundle Parse(ReadOnlyMemory<byte> file, string name) =>
        TryParse(file, out var bundle, out var problem)
            ? bundle
            : throw new GateException($"`{name}` {problem}.", "Give a bundle as `changegate apply` wrote it; a copy that was reformatted or cut is none.");

    /// <param name="problem">What is wrong with the file, to stand after its name.</param>
    public static bool TryParse(ReadOnlyMemory<byte> file, [NotNullWhen(true)] out EvidenceBundle? bundle, [NotNullWhen(false)] out string? problem)
    {
        bundle = null;

        if (file.Length > LargestFile)
        {
            problem = $"is larger than {LargestFile / 1024 / 1024} MiB, which no bundle is";
            return false;
        }

        if (!StrictJson.TryParse(file, out var root, out problem))
        {
            return false;
        }

        try
        {
            if (root.Text("schema") != Schema)
            {
                throw new FormatException($"is not of schema `{Schema}`");
            }

            var read = new EvidenceBundle([.. root.Items("envelopes").Select(Envelope.Read)]);
            bundle = read.Envelopes.Count > 0 ? read : throw new FormatException("holds no statement");

            // Nothing outside the signatures may differ either: no spaces, no other alphabet, no further key.
            if (!read.IsWrittenAs(file.Span))
            {
                throw new FormatException("is not written as bundles are: something was added to it or its layout was changed");
            }

            problem = null;
            return true;
        }
        catch (FormatException failure)
        {
            bundle = null;
            problem = failure.Message;
            return false;
        }
    }

    /// <summary>The file's text: one line of canonical JSON.</summary>
    public string ToJson() => string.Concat(Pieces().Select(static piece => Encoding.UTF8.GetString(piece.Span)));

    /// <summary>The same in UTF-8, piece by piece: all of it is as long as the migrations of a set together.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Pieces() => Envelopes
        .SelectMany(static (envelope, index) => envelope.Pieces().Prepend(index == 0 ? Array.Empty<byte>() : ","u8.ToArray()))
        .Prepend("{\"envelopes\":["u8.ToArray())
        .Append((byte[])[.. "],\"schema\":"u8, .. CanonicalJson.Write(JsonValue.Create(Schema)), .. "}\n"u8]);

    private bool IsWrittenAs(ReadOnlySpan<byte> file)
    {
        foreach (var piece in Pieces())
        {
            if (!file.StartsWith(piece.Span))
            {
                return false;
            }

            file = file[piece.Length..];
        }

        return file.IsEmpty;
    }
}
