using ChangeGate.Changes;
using ChangeGate.Databases.Rehearsals;
using ChangeGate.Databases.Shadows;
using ChangeGate.Migrations;
using ChangeGate.Rehearsals;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.Databases.Tests.Rehearsals;

/// <summary>Rehearses a history of files, each in its place, as <c>rehearse --each</c> does.</summary>
internal static class SqliteRehearsal
{
    public static async Task<IReadOnlyList<MigrationRehearsal>> RunAsync(IEnumerable<(string Path, string Sql, string? Down)> files)
    {
        using var folder = new TemporaryDirectory();
        var options = new ShadowOptions { CacheFolder = folder.Path, TemporaryFolder = folder.Path };
        await using var server = await ShadowServers.OpenAsync("auto", Dialect.Sqlite, null, options, CancellationToken.None);
        var all = new List<MigrationRehearsal>();

        await foreach (var rehearsal in new MigrationRehearser(server, TimeProvider.System).RunAsync([], [.. files.Select(Migration)], CancellationToken.None))
        {
            all.Add(rehearsal);
        }

        return all;
    }

    private static Migration Migration((string Path, string Sql, string? Down) file) => new()
    {
        Path = file.Path,
        Digest = Digest.Of(file.Sql),
        Text = new SourceText(file.Path, file.Sql),
        Down = file.Down is { } down ? new ReverseScript($"{file.Path}.down", Digest.Of(down), new SourceText($"{file.Path}.down", down)) : null,
    };
}
