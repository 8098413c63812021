using ChangeGate.Databases.Rehearsals;
using ChangeGate.Databases.Rehearsals.Sizes;
using ChangeGate.Databases.Shadows;
using ChangeGate.Databases.Tests.Shadows;
using ChangeGate.Migrations;
using ChangeGate.Rehearsals;
using ChangeGate.Schemas;
using ChangeGate.TestKit;

namespace ChangeGate.Databases.Tests.Rehearsals;

/// <summary>Rehearses one migration on a history of one, on the newest PostgreSQL there is.</summary>
internal static class PostgreSqlRehearsal
{
    public static Task<MigrationRehearsal> RunAsync(string history, string sql, SchemaStatistics? sizes = null) => RunAsync(history, sql, Patiently(sizes));

    public static async Task<MigrationRehearsal> RunAsync(string history, string sql, SizeEstimator? sizes)
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(InstalledPostgres.All[0]);

        return await RunAsync(server, history, Judged.MigrationOf("0002.sql", sql), sizes);
    }

    public static Task<MigrationRehearsal> RunAsync(ShadowServer server, string history, string sql, SchemaStatistics? sizes = null) => RunAsync(server, history, Judged.MigrationOf("0002.sql", sql), Patiently(sizes));

    /// <summary>With the author's own way back.</summary>
    public static async Task<MigrationRehearsal> WithDownAsync(string history, string sql, string down)
    {
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(InstalledPostgres.All[0]);

        return await RunAsync(server, history, Judged.MigrationOf("0002.sql", sql, down), null);
    }

    private static async Task<MigrationRehearsal> RunAsync(ShadowServer server, string history, Migration migration, SizeEstimator? sizes)
    {
        await foreach (var rehearsal in new MigrationRehearser(server, TimeProvider.System) { Sizes = sizes }.RunAsync([Judged.MigrationOf("0001.sql", history)], [migration], CancellationToken.None))
        {
            return rehearsal;
        }

        throw new AssertionException("Nothing was rehearsed.");
    }

    private static SizeEstimator? Patiently(SchemaStatistics? sizes) => sizes is null ? null : SizeEstimates.Patiently(sizes);
}
