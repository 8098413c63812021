using System.Data.Common;
using ChangeGate.Failures;
using ChangeGate.Reports;
using ChangeGate.Runs;

namespace ChangeGate.Databases;

/// <summary>Asks a database whether it is well. Whatever is not one true value is no.</summary>
public sealed class HealthCheck(IEngine engine)
{
    /// <param name="query">One SELECT: whoever calls has looked.</param>
    /// <param name="within">No answer by then is no.</param>
    /// <param name="cancellation">While it is asked.</param>
    public async Task<HealthAnswer> AskAsync(string query, TimeSpan within, CancellationToken cancellation)
    {
        try
        {
            return Read(await engine.AskAsync(query, within, most: 2, cancellation));
        }
        catch (DbException failure) when (!cancellation.IsCancellationRequested)
        {
            return new HealthAnswer(false, failure.SqlState is "57014" || failure is Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_INTERRUPT }
                ? $"The query gave no answer within {Wording.Duration(within)}."
                : $"The query failed ({(failure.SqlState is { } state ? $"SQLSTATE {state}" : failure is Microsoft.Data.Sqlite.SqliteException sqlite ? $"SQLite error {sqlite.SqliteErrorCode}" : "the connection failed")}).");
        }
        catch (GateException failure)
        {
            return new HealthAnswer(false, failure.Problem);
        }
    }

    /// <summary>What connections of one database have in common, and no others.</summary>
    public Task<string> IdentityAsync(CancellationToken cancellation) => engine.ReadIdentityAsync(cancellation);

    private static HealthAnswer Read(IReadOnlyList<object?[]> rows) => rows switch
    {
        [] => new(false, "The query gave no row."),
        [_, _, ..] => new(false, "The query gave more than one row."),
        [[true or 1L or 1]] => new(true, "The query gave true."),
        [[false or 0L or 0]] => new(false, "The query gave false."),
        [[null or DBNull]] => new(false, "The query gave null."),
        [[_]] => new(false, "The query gave a value that is neither true nor false."),
        _ => new(false, "The query gave more than one column."),
    };
}
