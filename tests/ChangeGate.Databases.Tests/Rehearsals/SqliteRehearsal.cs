using ChangeGate.Changes;
using ChangeGate.Databases.Rehearsals;
using ChangeGate.Databases.Shadows;
using ChangeGate.Rehearsals;
using ChangeGate.Schemas;
using ChangeGate.TestKit;

namespace ChangeGate.Databases.Tests.Rehearsals;

/// <summary>Rehearses a history of files, each in its place, as <c>rehearse --each</c> does.</summary>
internal static class SqliteRehearsal
{
    public static async Task<IReadOnlyList<MigrationRehearsal>> RunAsync(IEnumerable<(string Path, string Sql, string? Down)> files, SchemaStatistics? sizes = null)
    {
        using var folder = new TemporaryDirectory();
        var options = new ShadowOptions { CacheFolder = folder.Path, TemporaryFolder = folder.Path };
        await using var server = await ShadowServers.OpenAsync("auto", Dialect.Sqlite, null, options, CancellationToken.None);
        var all = new List<MigrationRehearsal>();

        await foreach (var rehearsal in new MigrationRehearser(server, TimeProvider.System) { Sizes = sizes is null ? null : SizeEstimates.Patiently(sizes) }.RunAsync([], [.. files.Select(static file => Judged.MigrationOf(file.Path, file.Sql, file.Down))], CancellationToken.None))
        {
            all.Add(rehearsal);
        }

        return all;
    }
}
