using ChangeGate.Migrations;
using ChangeGate.Reports;

namespace ChangeGate.Databases.Journals.Hosts;

/// <summary>Holds the journal of another tool against ours. While both are kept they say the same, or somebody went by one of them.</summary>
internal static class HostCheck
{
    /// <returns>null where no other journal is kept, or where it says the same as ours.</returns>
    public static Refusal? Check(JournalContent journal)
    {
        if (journal.Host is not { } host)
        {
            return null;
        }

        var (tool, keyword) = (host.Journal.Tool, host.Journal.Keyword);
        var applied = journal.Applied.Select(row => row.Path).ToHashSet(StringComparer.Ordinal);
        var unknown = host.Applied.Where(file => !applied.Contains(file.Path)).ToList();
        var lacking = journal.Applied.Where(row => !host.Has(row.Path)).ToList();

        return Unusable(host)
            ?? Differing(unknown, file => file.Path, names => $"{tool} has run {names}, of which ChangeGate's journal does not know.", $"Where somebody ran {tool} itself, record it with `changegate adopt --from {keyword}`.")
            ?? Differing(lacking, row => row.Path, names => $"{tool}'s table {Place(host)} lacks {names}, which ChangeGate's journal has: {tool} would run it again.", $"Write what is lacking with `changegate adopt --to {keyword}`, or bring the rows back that somebody deleted.");
    }

    /// <summary>Why nothing can be built on the tool's table, whatever our journal says.</summary>
    public static Refusal? Unusable(HostContent host)
    {
        var tool = host.Journal.Tool;

        return Differing(host.Broken, row => row.Name, names => $"{tool}'s table {Place(host)} has {names} {host.Broken[0].Problem}.", $"Mend it with {tool} and run again.")
            ?? Differing(host.Strangers, row => row.Name, names => $"{tool}'s table {Place(host)} has {names}, and no file here is that.", "Bring the file back as it ran; where the tool makes the name in another way, say so under `journal:` of the target.")
            ?? Differing(host.Changed, file => file.Path, names => $"{names} has another checksum than {tool}'s table {Place(host)} stores.", "Restore the file as it ran, and put the change into a new migration.");
    }

    /// <summary>Scripts that the tool would not only split otherwise, but change: what was judged is not what it would run.</summary>
    public static Refusal? Unreadable(JournalContent journal, IEnumerable<Migration> pending) => journal.Host is not { } host ? null : pending
        .Where(file => journal.LatestOf(file.Path) is null or { Event: MigrationEvent.RolledBack })
        .SelectMany(host.Journal.Read)
        .Where(reading => reading.Refuses)
        .Select(reading => new Refusal(RefusalKind.CannotRun, reading.Text, "Write the value into the migration; where the tool is told not to replace anything, write `variables: false` under `journal:`."))
        .FirstOrDefault();

    private static string Place(HostContent host) => $"`{host.Journal.Table}`";

    private static Refusal? Differing<T>(IReadOnlyList<T> found, Func<T, string> name, Func<string, string> problem, string remedy) =>
        found.Count == 0 ? null : new Refusal(RefusalKind.JournalsDiffer, problem(Prose.Some(found.Select(one => $"`{name(one)}`"), 5)), remedy);
}
