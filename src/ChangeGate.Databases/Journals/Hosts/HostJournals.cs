using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Policies;

namespace ChangeGate.Databases.Journals.Hosts;

/// <summary>The journals of other tools that are known.</summary>
public static class HostJournals
{
    /// <param name="setting">As the configuration describes it.</param>
    /// <param name="dialect">Of the database.</param>
    /// <param name="files">All migrations in order; asked for when the journal is first read or written.</param>
    /// <param name="time">For what the tool writes down.</param>
    /// <returns>null where only our own is kept.</returns>
    public static HostJournal? For(JournalSetting setting, Dialect dialect, Func<IReadOnlyList<Migration>> files, TimeProvider time)
    {
        var request = new HostRequest(setting, dialect, files, time);

        return setting.Kind switch
        {
            JournalKind.DbUp => new DbUpJournal(request),
            JournalKind.Flyway => new FlywayJournal(request),
            _ => null,
        };
    }

    /// <summary>Tools whose tables lie where they put them without being told.</summary>
    public static async Task<IReadOnlyList<JournalSetting>> FindAsync(IEngine engine, TimeProvider time, CancellationToken cancellation) => await engine.ReadJournalAsync(
        async journal =>
        {
            var found = new List<JournalSetting>();

            foreach (var kind in JournalSetting.Keywords.Values)
            {
                var setting = new JournalSetting(kind);

                if (For(setting, engine.Dialect, () => [], time) is { } host && await host.ExistsAsync(journal.Rows, cancellation))
                {
                    found.Add(setting);
                }
            }

            return found;
        },
        cancellation);
}
