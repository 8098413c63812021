using System.Diagnostics;
using ChangeGate.Findings;
using ChangeGate.Rehearsals;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>What a rehearsal saw, in words. Everything here is prose (see <see cref="Prose"/>) and not yet escaped.</summary>
internal static class RehearsalText
{
    /// <summary>Under which every size is to be read.</summary>
    public const string Assumptions = "Durations at your size are for a machine like the one that rehearsed, with the table in memory and without other load; waiting for a lock comes on top, and a lock is held until its transaction ends.";

    private const int NamesShown = 4;

    private const int LostShown = 6;

    public static Tone ToTone(this ProofVerdict verdict) => verdict switch
    {
        ProofVerdict.ProvedWithData => Tone.Good,
        ProofVerdict.ProvedSchema => Tone.Wait,
        _ => Tone.Bad,
    };

    public static string ToTitle(this ProofVerdict verdict) => verdict switch
    {
        ProofVerdict.ProvedWithData => "proved (schema and rows)",
        ProofVerdict.ProvedSchema => "proved (schema only)",
        ProofVerdict.Impossible => "impossible",
        _ => "fails",
    };

    /// <summary><c>proved (schema and rows)</c>, <c>fails: The schema is not what it was: …</c>.</summary>
    public static string Say(RollbackProof proof)
    {
        var said = proof.Because is { Length: > 0 } because ? $"{proof.Verdict.ToTitle()}: {because}" : $"{proof.Verdict.ToTitle()}{(proof.WritesKept == true ? "; what clients write in between stays" : "")}";

        return proof.WritesBecause is { Length: > 0 } writes && writes != proof.Because ? $"{said.TrimEnd('.')}. {writes}" : said;
    }

    /// <summary>Of the whole set, in a sentence or two.</summary>
    public static string Rollback(RehearsalReport report)
    {
        if (report.Migrations.Count == 0)
        {
            return "there is nothing to take back.";
        }

        var worst = report.Migrations.Min(static migration => migration.Rollback.Verdict);
        var alike = report.Migrations.Where(migration => migration.Rollback.Verdict == worst).ToList();

        if (worst == ProofVerdict.ProvedWithData)
        {
            return $"{worst.ToTitle()}: up, down and up again on {report.Server}{Compared(report)}.";
        }

        var whose = report.Migrations.Count == 1 ? "" : $" for {Names(alike.Select(static migration => Prose.Name(migration.Migration.Path)))}";
        return $"{worst.ToTitle()}{whose}{(alike[0].Rollback.Because is { Length: > 0 } because ? $": {because}" : ".")}";
    }

    /// <summary>Of a rehearsal without a judgement: <c>rehearsed</c>, or what went wrong.</summary>
    public static string Headline(RehearsalReport report) => WorstOf(report) switch
    {
        Tone.Bad when ToneOf(report) == Tone.Bad => "does not run",
        Tone.Bad => "cannot be taken back",
        _ => "rehearsed",
    };

    public static Tone WorstOf(RehearsalReport report) =>
        report.Migrations.Select(static migration => migration.Rollback.Verdict.ToTone()).Append(ToneOf(report)).Min();

    /// <summary><c>339 of 342 rollbacks with rows, 2 without</c></summary>
    public static string Proved(RehearsalReport report)
    {
        var (rows, schema) = (Count(report, ProofVerdict.ProvedWithData), Count(report, ProofVerdict.ProvedSchema));

        return $"{rows} of {report.Migrations.Count} with rows{(schema > 0 ? $", {schema} without" : "")}";
    }

    private static int Count(RehearsalReport report, ProofVerdict verdict) => report.Migrations.Count(migration => migration.Rollback.Verdict == verdict);

    /// <summary>That it ran, and how far; null where all of it ran and nothing was lost.</summary>
    public static string? Trouble(RehearsalReport report)
    {
        var failed = report.Migrations.SelectMany(static migration => migration.Statements.Where(static statement => statement.Error is not null).Select(statement => $"{Prose.Name(migration.Migration.Path)} fails at {Failure(statement)}")).ToList();
        failed.AddRange(report.Migrations.Where(static migration => migration.Stopped is not null && !migration.IsRefused).Select(static migration => $"{Prose.Name(migration.Migration.Path)} was stopped"));
        var lost = Lost(report.Migrations.SelectMany(static migration => migration.Lost));

        return (failed.Count, lost) switch
        {
            (0, null) => null,
            (0, _) => lost,
            (_, null) => $"{Wording.List(failed)}.",
            _ => $"{Wording.List(failed)}. {Wording.Sentence(lost)}",
        };
    }

    public static Tone ToneOf(RehearsalReport report) =>
        report.Migrations.Any(static migration => migration.Stopped is not null || migration.IsRefused) ? Tone.Bad
        : report.Migrations.Any(static migration => migration.Lost.Count > 0) ? Tone.Wait
        : Tone.Good;

    /// <summary><c>it loses 3 of 12 values of `orders.note` and 4 of 4 rows of `users`.</c>; null where nothing is lost.</summary>
    public static string? Lost(IEnumerable<LostValues> lost)
    {
        var all = lost.Select(Lost).ToList();

        return all.Count == 0 ? null : $"of the made-up rows it loses {(all.Count <= LostShown ? Wording.List(all) : $"{string.Join(", ", all.Take(LostShown))} and more in {all.Count - LostShown} places")}.";
    }

    /// <summary><c>3 of 12 values of `orders.note`</c>.</summary>
    public static string Lost(LostValues lost) => lost.Column is { } column
        ? $"{Wording.Count(lost.Count)} of {Wording.Count(lost.Of, "value", "values")} of {Prose.Name($"{lost.Table}.{column}")}"
        : $"{Wording.Count(lost.Count)} of {Wording.Count(lost.Of, "row", "rows")} of {Prose.Name(lost.Table)}";

    /// <summary><c>line 3: 23502: column "note" contains null values</c>.</summary>
    public static string Failure(ObservedStatement statement) => statement.Error is { } error
        ? $"{(error.Position is { } at ? $"line {at.Line}, column {at.Column}: " : "")}{error.Code}: {error.Message}"
        : "";

    /// <summary><c>about 4 s at 12 million rows (2 to 9 s)</c>.</summary>
    public static string AtSize(SizeEstimate estimate) =>
        $"about {Wording.Roughly(estimate.Expected)} at {Wording.Count(estimate.Rows, "row", "rows")} ({Wording.Roughly(estimate.Shortest, estimate.Longest)})";

    private const string NoCode = "00000";

    /// <summary><c>42P07: relation "t" already exists, skipping</c>.</summary>
    public static string Remarks(ObservedStatement statement)
    {
        var own = statement.Notices.Count(static notice => notice.Message is null);
        var told = statement.Notices.Where(static notice => notice.Message is not null).Select(static notice => notice.Code == NoCode ? notice.Message : $"{notice.Code}: {notice.Message}");

        return string.Join("; ", own == 0 ? told : told.Append($"{Wording.Count(own, "remark", "remarks")} of code that it runs, not shown"));
    }

    /// <summary><c>1.4 MB</c>; empty where none was needed, or nobody tells.</summary>
    public static string Temporary(ObservedStatement statement) => statement.TemporaryBytes is > 0 and var bytes ? Wording.Bytes(bytes) : "";

    /// <summary>What it writes beside that; empty where nothing is known of it.</summary>
    public static string BytesAtSize(SizeEstimate estimate) => (estimate.WalBytes, estimate.DiskBytes) switch
    {
        ({ } log, { } disk) => $"{Wording.Bytes(disk)} of disk, {Wording.Bytes(log)} of log",
        ({ } log, null) => $"{Wording.Bytes(log)} of log",
        (null, { } disk) => $"{Wording.Bytes(disk)} of disk",
        _ => "",
    };

    /// <summary>Modes with the relations that each was taken on.</summary>
    public static string Locks(ObservedStatement statement) =>
        string.Join("; ", statement.Locks.GroupBy(static held => held.Mode).Select(static group => $"{group.Key} on {Names(group.Select(static held => Prose.Name(held.Relation)))}"));

    public static string Names(IEnumerable<string> names) => Prose.Some(names, NamesShown);

    /// <summary>One word beside a finding.</summary>
    public static string ToTitle(this Observation observation) => observation switch
    {
        Observation.Confirmed => "confirmed",
        Observation.Refuted => "refuted",
        Observation.NotExercised => "not exercised",
        _ => throw new UnreachableException($"No word for {observation}."),
    };

    public static string Describe(Observation observation) => observation switch
    {
        Observation.Confirmed => "confirmed: the engine did so on the shadow.",
        Observation.Refuted => "refuted: the engine did otherwise on the shadow, where it had every occasion to do so.",
        Observation.NotExercised => "not exercised: nothing on the shadow could show it.",
        _ => throw new UnreachableException($"No words for {observation}."),
    };

    public static Tone ToTone(this Observation observation) => observation switch
    {
        Observation.Confirmed => Tone.Bad,
        Observation.Refuted => Tone.Good,
        _ => Tone.Unknown,
    };

    /// <summary>What differs between our reading and the engine is a mistake of ours, and said to be one; null where nothing differs.</summary>
    public static string? FoldProblem(MigrationRehearsal rehearsal)
    {
        if (rehearsal.FoldDifferences.Count == 0)
        {
            return null;
        }

        var said = rehearsal.FoldDifferences.Select(static difference => $"{Prose.Name(difference.Object)} {difference.Kind.ToKeyword()}{(difference.Details.Count == 0 ? "" : $" ({string.Join("; ", difference.Details)})")}");
        return $"ChangeGate reads another schema out of this script than the engine made of it: {Names(said)}. That is a mistake in ChangeGate: report it, with the script.";
    }

    private static string Compared(RehearsalReport report)
    {
        var tables = report.Migrations.Max(static migration => migration.Rollback.Tables);
        var rows = report.Migrations.Max(static migration => migration.Rollback.Rows);
        return tables == 0 ? "" : $"; {Wording.Count(tables, "table", "tables")}, {Wording.Count(rows, "row", "rows")} compared";
    }
}
