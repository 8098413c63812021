using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Schemas;

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
            JournalKind.GolangMigrate => new GolangMigrateJournal(request),
            JournalKind.Diesel => new VersionTableJournal(request, VersionTable.Diesel),
            JournalKind.Prisma => new PrismaJournal(request),
            JournalKind.EntityFramework => new VersionTableJournal(request, VersionTable.EntityFramework),
            JournalKind.Dbmate => new VersionTableJournal(request, VersionTable.Dbmate),
            JournalKind.Goose => new VersionTableJournal(request, VersionTable.Goose),
            JournalKind.Liquibase => new LiquibaseJournal(request),
            JournalKind.Atlas => new AtlasJournal(request),
            _ => null,
        };
    }

    /// <summary>The schema without the tables that tools make under their own names: what a team leaves behind is no drift.</summary>
    internal static SchemaSnapshot Hide(SchemaSnapshot schema) =>
        Known(schema.Dialect, TimeProvider.System).Aggregate(schema, (left, host) => host.Hide(left));

    private static IEnumerable<HostJournal> Known(Dialect dialect, TimeProvider time) =>
        JournalSetting.Keywords.Values.Select(kind => For(new JournalSetting(kind), dialect, () => [], time)).OfType<HostJournal>();

    /// <summary>A setting completed by what the tool's own rows tell of it.</summary>
    /// <param name="engine">Where the table is.</param>
    /// <param name="setting">As far as it is known.</param>
    /// <param name="files">All migrations.</param>
    /// <param name="time">For the journal, which writes nothing here.</param>
    /// <param name="cancellation">While the rows are read.</param>
    public static async Task<JournalSetting> RecognizeAsync(IEngine engine, JournalSetting setting, IReadOnlyList<Migration> files, TimeProvider time, CancellationToken cancellation) =>
        setting.Kind == JournalKind.DbUp && For(setting, engine.Dialect, () => files, time) is { } host
            ? DbUpNames.Recognize(setting, await engine.ReadJournalAsync(async journal => (await host.ReadAsync(journal.Rows, cancellation)).Rows.Select(row => row.Name).ToList(), cancellation), [.. files.Select(file => file.Path)])
            : setting;

    /// <summary>Tools whose tables lie where they put them without being told.</summary>
    public static async Task<IReadOnlyList<JournalSetting>> FindAsync(IEngine engine, TimeProvider time, CancellationToken cancellation) => await engine.ReadJournalAsync(
        async journal =>
        {
            var found = new List<JournalSetting>();

            foreach (var host in Known(engine.Dialect, time))
            {
                if (await host.IsThereAsync(journal.Rows, cancellation))
                {
                    found.Add(host.Setting);
                }
            }

            return found;
        },
        cancellation);
}
