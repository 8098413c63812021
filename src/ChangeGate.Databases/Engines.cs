using ChangeGate.Changes;
using ChangeGate.Databases.PostgreSql;

namespace ChangeGate.Databases;

/// <summary>The door into this assembly: a dialect and a connection string become an engine, or a sentence that says why not.</summary>
public static class Engines
{
    public static Task<IEngine> OpenAsync(Dialect dialect, ConnectionString connection, TimeProvider time, CancellationToken cancellation) => dialect switch
    {
        Dialect.PostgreSql => PostgreSqlEngine.OpenAsync(connection, time, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "No engine for this dialect."),
    };
}
