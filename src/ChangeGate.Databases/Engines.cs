using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Databases.PostgreSql;
using ChangeGate.Databases.Sqlite;

namespace ChangeGate.Databases;

/// <summary>Which database: its dialect and how to reach it.</summary>
public sealed record EngineAddress(Dialect Dialect, ConnectionString Connection)
{
    /// <summary>A SQLite file that is not there yet is made by the first run, in a folder that is.</summary>
    public bool MayCreate { get; init; }

    /// <summary>The journal of another tool that is kept beside ours; null where there is none. Its tables are no part of the schema.</summary>
    public HostJournal? Host { get; init; }

    /// <summary>What every connection has to go through before anything runs on it; null for nothing.</summary>
    internal Action<DbConnection>? Confine { get; init; }
}

/// <summary>The door into this assembly: an address becomes an engine, or a sentence that says why not.</summary>
public static class Engines
{
    public static Task<IEngine> OpenAsync(EngineAddress address, TimeProvider time, CancellationToken cancellation) => address.Dialect switch
    {
        Dialect.PostgreSql => PostgreSqlEngine.OpenAsync(address, time, cancellation),
        Dialect.Sqlite => SqliteEngine.OpenAsync(address, time, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(address), address.Dialect, "No engine for this dialect."),
    };
}
