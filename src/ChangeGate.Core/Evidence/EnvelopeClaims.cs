using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>Who signed, what kind of statements they are, whether one is missing.</summary>
internal static class EnvelopeClaims
{
    public const string IsBundle = "The file is an evidence bundle, written as ChangeGate writes it";

    public static IEnumerable<Claim> Check(Dossier dossier, KeyRing trusted)
    {
        var count = dossier.Bundle.Envelopes.Count;

        yield return Claims.Judge("E01", IsBundle, [], $"{count} {(count == 1 ? "statement" : "statements")} in canonical JSON; its digest is {dossier.Bundle.Digest}.");
        yield return Claims.Judge("E02", "Every statement is signed by a trusted key", SignatureProblems(dossier, trusted), $"Signed with {KeyIds(dossier.Bundle)}.");
        yield return Claims.Judge("E03", "Every statement is of a known type and says nothing beyond it", dossier.Problems, "All are in-toto statements of ChangeGate's own predicate types.");
        yield return Claims.Judge("E04", "The chain is whole: every stage once, in order, each naming the one before", ChainProblems(dossier), $"{string.Join(" → ", dossier.Readable.Select(statement => Keywords.Write(statement.Header.Stage)))}.");
        yield return Claims.Judge("E05", "All statements are about the same set, target and environment", SubjectProblems(dossier), Describe(dossier));
    }

    private static IEnumerable<string> SignatureProblems(Dossier dossier, KeyRing trusted)
    {
        if (trusted.Count == 0)
        {
            yield return "No trusted key was given.";
            yield break;
        }

        foreach (var (envelope, index) in dossier.Bundle.Envelopes.Select((envelope, index) => (envelope, index)))
        {
            if (ProblemWith(envelope, dossier.Statements[index]?.Header.RecordedAt, trusted) is { } problem)
            {
                yield return $"Statement {index + 1} {problem}";
            }
        }
    }

    // Each signature must hold and name its own key: what nobody checks, anybody can change.
    private static string? ProblemWith(Envelope envelope, DateTimeOffset? recorded, KeyRing trusted)
    {
        var signed = envelope.SignedHash();

        foreach (var signature in envelope.Signatures)
        {
            var key = trusted.FirstOrDefault(candidate => candidate.Fingerprint.ToString() == signature.KeyId);

            if (key is null)
            {
                return "names a key that is not trusted.";
            }

            if (!key.VerifiesHash(signed, signature.Value.AsSpan()))
            {
                return "was changed after it was signed: its signature does not hold.";
            }

            if (recorded is { } at && trusted.ProblemWith(key, at) is { } problem)
            {
                return $"{problem}.";
            }
        }

        return null;
    }

    private static IEnumerable<string> ChainProblems(Dossier dossier)
    {
        var stages = EvidenceStages.Of(dossier.Kind, dossier.Readable.Any(static statement => statement.Header.Stage == EvidenceStage.Rehearsal));

        if (dossier.Statements.Count != stages.Count)
        {
            yield return $"There are {dossier.Statements.Count} statements where a bundle of kind `{Keywords.Write(dossier.Kind)}` has {stages.Count}.";
        }

        for (var index = 0; index < Math.Min(stages.Count, dossier.Statements.Count); index++)
        {
            if (dossier.Statements[index]?.Header is not { } header)
            {
                yield return $"Statement {index + 1} could not be read.";
                continue;
            }

            if (header.Stage != stages[index] || header.Number != index + 1 || header.Of != stages.Count)
            {
                yield return $"Statement {index + 1} is `{Keywords.Write(header.Stage)}`, number {header.Number} of {header.Of}, where `{Keywords.Write(stages[index])}` is expected.";
            }

            if (index > 0 && header.Previous != dossier.Bundle.Envelopes[index - 1].PayloadDigest)
            {
                yield return $"Statement {index + 1} names another statement than the one before it.";
            }
        }
    }

    private static IEnumerable<string> SubjectProblems(Dossier dossier)
    {
        var first = dossier.Readable.FirstOrDefault();

        if (first is null)
        {
            yield return "No statement could be read.";
            yield break;
        }

        foreach (var statement in dossier.Readable)
        {
            if (Identity(statement.Header) != Identity(first.Header) || statement.Subjects != first.Subjects)
            {
                yield return $"The stage `{Keywords.Write(statement.Header.Stage)}` speaks of another run, target, environment or set than the first.";
            }
        }

        foreach (var problem in ContentProblems(first, dossier.Contents))
        {
            yield return problem;
        }
    }

    private static IEnumerable<string> ContentProblems(EvidenceStatement first, EvidenceContents contents)
    {
        var header = first.Header;
        var digest = first.Subjects is [var subject, ..] ? subject.Digest : default;

        if (contents.Set is { } set)
        {
            EquatableList<Subject> subjects = [new Subject(header.Target, set.Digest), .. set.Set.Proposed.Select(migration => new Subject(migration.Path, migration.Digest))];

            if (subjects != first.Subjects || set.Set.Target != header.Target || set.Set.EnvironmentClass != header.EnvironmentClass)
            {
                yield return "The set is not the one that the statements are about.";
            }
        }

        if (contents.Watch?.Report is { } watch && (watch.Drift.Found != digest || first.Subjects.Count != 1 || first.Subjects[0].Name != header.Target))
        {
            yield return "The schema that was found is not the one that the statement is about.";
        }

        if (contents.Run?.Report is { } run)
        {
            if (run.SetDigest != digest)
            {
                yield return $"The run is of the set {run.SetDigest.Short}, not {digest.Short}.";
            }

            if (run.Id != header.Bundle || run.Target != header.Target || run.Environment != header.Environment || run.EnvironmentClass != header.EnvironmentClass)
            {
                yield return "The run names another id, target or environment than its bundle.";
            }
        }
    }

    /// <summary>What all headers of a bundle say alike.</summary>
    private static EvidenceHeader Identity(EvidenceHeader header) => header with { Stage = default, Number = 0, Of = 0, Previous = null };

    private static string Describe(Dossier dossier) => dossier.Readable.FirstOrDefault() is { Header: var header, Subjects: [var subject, ..] }
        ? $"Target `{header.Target}`, environment `{header.Environment}` ({Keywords.Write(header.EnvironmentClass)}), set {subject.Digest.Short}."
        : "";

    private static string KeyIds(EvidenceBundle bundle) =>
        string.Join(", ", bundle.Envelopes.SelectMany(envelope => envelope.Signatures).Select(signature => $"`{signature.KeyId}`").Distinct());
}
