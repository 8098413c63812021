using System.Text;
using ChangeGate.Databases.Running;
using ChangeGate.Databases.Shadows;
using ChangeGate.Failures;
using ChangeGate.Migrations;
using ChangeGate.Rehearsals;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>A script that breaks the shadow it runs on breaks nothing else: what it did is its verdict, and the next one gets a shadow of its own.</summary>
internal static class Containment
{
    public static async Task<MigrationRehearsal> RunAsync(Shadow shadow, Migration migration, Func<Task<MigrationRehearsal>> rehearse, CancellationToken cancellation)
    {
        try
        {
            return await rehearse();
        }
        catch (Exception failure) when (IsOfShadow(failure) && !cancellation.IsCancellationRequested)
        {
            var because = ReasonOf(failure, shadow);

            return new MigrationRehearsal { Migration = migration, Stopped = because, Rollback = new RollbackProof { Verdict = ProofVerdict.Impossible, Because = because } };
        }
    }

    /// <summary>For a script of the history, whose effect all that follows stands on.</summary>
    /// <exception cref="GateException">It broke the shadow.</exception>
    public static async Task<T> RequireAsync<T>(Shadow shadow, string path, Func<Task<T>> run, CancellationToken cancellation)
    {
        try
        {
            return await run();
        }
        catch (Exception failure) when (IsOfShadow(failure) && !cancellation.IsCancellationRequested)
        {
            throw new GateException($"`{path}` breaks the shadow on which it is replayed: {ReasonOf(failure, shadow)}", "Take out of it what ends sessions, renames databases or changes who may connect.", failure);
        }
    }

    // Whatever a driver says once a script has changed what it stands on.
    private static bool IsOfShadow(Exception failure) => failure
        is GateException or StatementFailedException or NpgsqlException or SqliteException or IOException or InvalidOperationException or NotSupportedException or InvalidCastException or DecoderFallbackException;

    private static string ReasonOf(Exception failure, Shadow shadow) => shadow.TakeStopped() ?? failure switch
    {
        GateException { InnerException: NpgsqlException } => "Nobody can connect to the shadow any more.",
        GateException { InnerException: SqliteException sqlite } => $"SQLite can no longer read the shadow (code {sqlite.SqliteExtendedErrorCode}).",
        GateException gate => gate.Problem,
        PostgresException { SqlState: var code } => $"The shadow could not be asked afterwards (SQLSTATE {code}).",
        SqliteException sqlite => $"The shadow could not be asked afterwards (SQLite code {sqlite.SqliteExtendedErrorCode}).",
        StatementFailedException statement => $"The shadow could not be asked afterwards ({statement.Error.Code}).",
        _ => "The connection to the shadow was lost.",
    };
}
