using ChangeGate.Databases.Journals;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Migrations;

namespace ChangeGate.Databases.Running;

/// <summary>Holds the journal against the files.</summary>
internal static class HistoryCheck
{
    private const string NeverEdit = "Restore the file as it was applied, and put the change into a new migration.";

    /// <returns>The first reason not to run; null when there is none.</returns>
    public static Refusal? Check(JournalContent journal, string target, IReadOnlyList<Migration> history, IReadOnlyList<Migration> proposed) =>
        Target(journal, target) ?? Attention(journal) ?? Applied(journal, [.. history, .. proposed]) ?? Partial(journal, [.. history, .. proposed]) ?? HostCheck.Check(journal) ?? PendingBefore(journal, history) ?? HostCheck.Unreadable(journal, proposed);

    public static Refusal? Target(JournalContent journal, string target) => journal.Target is { } owner && owner != target
        ? new Refusal(
            RefusalKind.WrongTarget,
            $"This database belongs to the target `{owner}` and not to `{target}`.",
            "Check the environment's connection string; one database has one journal and one target.")
        : null;

    public static Refusal? Attention(JournalContent journal) => journal.Attention is { } run
        ? new Refusal(
            RefusalKind.NeedsAttention,
            $"The run {run.Id} of {run.StartedAt:yyyy-MM-dd HH:mm} UTC needs a person: {journal.StateOf(run.Id)?.Because}",
            "Look at the database, bring it to what the statement does or did not do, and say which it is with `changegate settle`.")
        : null;

    public static Refusal? Applied(JournalContent journal, Migration[] files)
    {
        foreach (var row in journal.Applied)
        {
            var file = Array.Find(files, migration => migration.Path == row.Path && migration.Change != MigrationChange.Deleted);

            if (file is null)
            {
                var renamed = Array.Find(files, migration => migration.PreviousPath == row.Path);
                var what = renamed is null ? "its file is gone" : $"its file is now named `{renamed.Path}`";
                return new Refusal(RefusalKind.HistoryChanged, $"`{row.Path}` was applied on {row.At:yyyy-MM-dd HH:mm} UTC, and {what}.", NeverEdit);
            }

            if (file.Digest != row.Digest)
            {
                return new Refusal(RefusalKind.HistoryChanged, $"`{row.Path}` was applied on {row.At:yyyy-MM-dd HH:mm} UTC with other bytes ({row.Digest.Short}, now {file.Digest.Short}).", NeverEdit);
            }
        }

        return null;
    }

    private static Refusal? Partial(JournalContent journal, Migration[] files)
    {
        foreach (var file in files)
        {
            var done = journal.OpenSteps(file.Path).LastOrDefault(step => step.Event != StepEvent.Failed || !step.InTransaction);

            if (done is not null && done.MigrationDigest != file.Digest)
            {
                return new Refusal(
                    RefusalKind.HistoryChanged,
                    $"A part of `{file.Path}` was applied on {done.At:yyyy-MM-dd HH:mm} UTC, and its file has changed since.",
                    "Restore the file as it was, apply the rest of it, and put the change into a new migration.");
            }
        }

        return null;
    }

    private static Refusal? PendingBefore(JournalContent journal, IReadOnlyList<Migration> history)
    {
        var applied = journal.Applied.Select(row => row.Path).ToHashSet(StringComparer.Ordinal);
        var missing = history.Where(migration => !applied.Contains(migration.Path)).Select(migration => $"`{migration.Path}`").ToList();

        return missing.Count == 0
            ? null
            : new Refusal(
                RefusalKind.PendingBefore,
                $"{(missing.Count == 1 ? "A migration" : $"{missing.Count} migrations")} before this set {(missing.Count == 1 ? "has" : "have")} not been applied here: {string.Join(", ", missing.Take(3))}{(missing.Count > 3 ? " …" : "")}.",
                "Apply what comes before first; where the database has it already, record it with `changegate apply --adopt-through PATH`.");
    }
}
