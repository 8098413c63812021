using ChangeGate.Runs;

namespace ChangeGate.Evidence;

/// <summary>The journal of a database against the runs that left evidence: every row has its run, and every run its rows.</summary>
internal static class JournalReconciliation
{
    private const string Recorded = "Every row of the journal has a run that left evidence";

    private const string Journalled = "Every migration that a run recorded has its row in the journal";

    private const string Alike = "The journal of another tool says what ours says";

    /// <param name="journal">What the database has; null where none was asked.</param>
    /// <param name="period">Whose rows and runs are looked at.</param>
    /// <param name="all">Runs of any time, on any target.</param>
    public static IEnumerable<Claim> Check(JournalHistory? journal, AuditPeriod period, IReadOnlyList<JournalledRun> all)
    {
        if (journal is null)
        {
            yield return Claims.Skip("X04", Recorded, "No database was asked.");
            yield return Claims.Skip("X05", Journalled, "No database was asked.");
            yield return Claims.Skip("X06", Alike, "No database was asked.");
            yield break;
        }

        var here = all.Where(run => run.Target == journal.Target && run.Environment == journal.Environment).ToList();
        var recorded = here.SelectMany(static run => run.Places).ToHashSet();
        var journalled = journal.Rows.Where(static row => !row.IsAdopted).Select(static row => (row.RunId, row.Path, row.Digest)).ToHashSet();
        var rows = journal.Rows.Where(row => period.Has(row.At)).ToLookup(static row => row.IsAdopted);
        var runs = here.Where(run => period.Has(run.EndedAt)).ToList();
        var adopted = rows[true].Count();

        yield return Claims.Judge(
            "X04",
            Recorded,
            rows[false].Where(row => !recorded.Contains((row.RunId, row.Path, row.Digest))).Select(static row => $"`{row.Path}` stands in the journal by run `{row.RunId}`, of which no evidence has it with these bytes."),
            $"{rows[false].Count()} rows{(adopted > 0 ? $", and {adopted} of migrations that were there when the journal began" : "")}.");
        yield return Claims.Judge(
            "X05",
            Journalled,
            runs.SelectMany(static run => run.Places).Where(place => !journalled.Contains(place)).Select(static place => $"Run `{place.Run}` recorded `{place.Path}`, and the journal does not have it with these bytes."),
            $"{runs.Sum(static run => run.Places.Count)} migrations of {runs.Count} runs.");
        yield return journal.Host is { } host
            ? Claims.Judge("X06", Alike, host.Problem is { } problem ? [problem] : [], $"The table of {host.Tool} has the same migrations.")
            : Claims.Skip("X06", Alike, "No other tool keeps a journal there.");
    }
}
