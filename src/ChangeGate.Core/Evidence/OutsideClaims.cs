using ChangeGate.Migrations;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>Whether the bundle fits what the auditor has beside it: earlier bundles, the files of the repository.</summary>
internal static class OutsideClaims
{
    private const string Linked = "The bundle before is the one that this one names";

    private const string Undisturbed = "The schema before the run is the one that the run before left";

    private const string Files = "The files given are the files of the set";

    public static IEnumerable<Claim> Check(Dossier dossier, IReadOnlyList<ScriptFile>? files, IReadOnlyList<EarlierBundle?> earlier)
    {
        yield return CheckLink(dossier, earlier);
        yield return CheckFiles(dossier, files);
        yield return CheckSchema(dossier, earlier);
    }

    private static Claim CheckLink(Dossier dossier, IReadOnlyList<EarlierBundle?> earlier)
    {
        if (earlier.Any(bundle => bundle is null))
        {
            return Claims.Judge("E17", Linked, ["A bundle was given beside this one that is none, or that no trusted key signed."], "");
        }

        var previous = dossier.Statements[0]?.Header.Previous;

        if (previous is null && earlier.Any(bundle => Precedes(bundle!, dossier)))
        {
            return Claims.Judge("E17", Linked, ["It names none, and one of those given was recorded before it on the same target and environment."], "");
        }

        if (previous is null || earlier.Count == 0)
        {
            return Claims.Skip("E17", Linked, previous is null
                ? "It names none: it is the first of its target and environment, as its signer says."
                : $"It names {previous.Value.Short}, which was not given.");
        }

        var named = earlier.FirstOrDefault(bundle => bundle!.Dossier.Bundle.Digest == previous);
        return Claims.Judge("E17", Linked, LinkProblems(dossier, named), $"It is bundle `{named?.Dossier.Contents.Header?.Bundle}` ({previous.Value.Short}).");
    }

    private static bool Precedes(EarlierBundle bundle, Dossier dossier) =>
        bundle.Dossier.Contents.Header is { } before
        && dossier.Contents.Header is { } header
        && (before.Target, before.Environment) == (header.Target, header.Environment)
        && before.RecordedAt < header.RecordedAt;

    private static IEnumerable<string> LinkProblems(Dossier dossier, EarlierBundle? named)
    {
        if (named?.Dossier.Contents.Header is not { } before || dossier.Contents.Header is not { } header)
        {
            yield return "None of the bundles given is the one that it names.";
            yield break;
        }

        if (before.Target != header.Target || before.Environment != header.Environment)
        {
            yield return $"The bundle that it names is of target `{before.Target}`, environment `{before.Environment}`.";
        }

        if (before.RecordedAt > (dossier.Contents.Run?.Report.StartedAt ?? header.RecordedAt))
        {
            yield return "The bundle that it names was recorded after this run began.";
        }
    }

    private static Claim CheckSchema(Dossier dossier, IReadOnlyList<EarlierBundle?> earlier)
    {
        var previous = dossier.Statements[0]?.Header.Previous;
        var left = EarlierBundles.Chain(dossier, earlier).Select(static bundle => bundle.Dossier.Contents.Run?.Report).FirstOrDefault(static run => run is not null)?.SchemaAfter;

        if (dossier.Contents.Run?.Report.SchemaBefore is not { Hex.Length: > 0 } found || left is not { Hex.Length: > 0 } expected)
        {
            return Claims.Skip("E19", Undisturbed, previous is { } named && left is null ? $"The run before, {named.Short}, was not given." : "There is no run before this one to compare with.");
        }

        return Claims.Judge("E19", Undisturbed, found == expected ? [] : [$"The run before left {expected.Short}, and this one found {found.Short}: something else changed the schema."], $"{found}.");
    }

    private static Claim CheckFiles(Dossier dossier, IReadOnlyList<ScriptFile>? files)
    {
        if (files is null || dossier.Contents.Set is not { } set)
        {
            return Claims.Skip("E18", Files, files is not null ? "The bundle has no set."
                : dossier.Contents.Set is { Redacted.Count: > 0 and var lacking } ? $"No files were given. Secrets or values were taken out of {lacking} of the scripts, which only their files can be held against."
                : "No files were given.");
        }

        return Claims.Judge("E18", Files, FileProblems(set.Set, files).Concat(RedactionProblems(set, files)), $"{set.Set.Proposed.Count} migrations have the same bytes.");
    }

    /// <summary>What is left of a script must be what its file says in these places.</summary>
    private static IEnumerable<string> RedactionProblems(RecordedSet set, IReadOnlyList<ScriptFile> files)
    {
        var told = set.Set.Proposed.Select(static migration => migration.Whole).Concat(set.Set.Proposed.Select(static migration => migration.Down?.Text).OfType<SourceText>());

        return from text in told
               let redacted = set.Redacted.FirstOrDefault(script => script.Path == text.Path)
               from file in files
               where redacted is not null && file.Path == text.Path && redacted.ProblemWith(text) is null && redacted.Of(file) != text.Content
               select $"`{text.Path}` tells something else than its file.";
    }

    private static IEnumerable<string> FileProblems(MigrationSet set, IReadOnlyList<ScriptFile> files)
    {
        var digests = files.ToLookup(file => file.Path, file => file.Digest, StringComparer.Ordinal);
        var expected = set.Proposed.Where(migration => migration.Change != MigrationChange.Deleted).Select(migration => (migration.Path, migration.Digest))
            .Concat(set.Proposed.Select(migration => migration.Down).OfType<ReverseScript>().Select(down => (down.Path, down.Digest)));

        foreach (var (path, digest) in expected)
        {
            if (!digests.Contains(path))
            {
                yield return $"`{path}` is not among the files.";
            }
            else if (digests[path].Any(found => found != digest))
            {
                yield return $"`{path}` has other bytes than those that were judged.";
            }
        }
    }
}
