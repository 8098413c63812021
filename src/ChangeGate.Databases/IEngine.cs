using System.Data.Common;
using ChangeGate.Changes;
using ChangeGate.Databases.Journals;
using ChangeGate.Databases.Journals.Hosts;
using ChangeGate.Databases.PostgreSql.Guard;
using ChangeGate.Databases.PostgreSql.Roles;
using ChangeGate.Databases.Running;
using ChangeGate.Schemas;

namespace ChangeGate.Databases;

/// <summary>A running database server, or an embedded file, that one connection string names.</summary>
public interface IEngine : IAsyncDisposable
{
    Dialect Dialect { get; }

    /// <summary>Engine and exact version: <c>PostgreSQL 16.14</c>.</summary>
    string Server { get; }

    int MajorVersion { get; }

    /// <summary>Database name (PostgreSQL) or file name without its folder (SQLite).</summary>
    string Database { get; }

    /// <summary>The schema as the engine's own catalogs have it, at one moment, without ChangeGate's own objects.</summary>
    Task<SchemaSnapshot> ReadSnapshotAsync(CancellationToken cancellation);

    /// <summary>Sizes of tables: estimates where the engine keeps them.</summary>
    Task<SchemaStatistics> ReadStatisticsAsync(CancellationToken cancellation);

    /// <summary>The rows of one table as a count and a digest; null when there is no such table. The one place where rows of others are read, and none leaves it.</summary>
    Task<TableContent?> ReadContentAsync(ObjectName table, CancellationToken cancellation);

    /// <summary>What no other database has, in this server or in another; it can be told to nobody. Two connections that lead to one database have the same.</summary>
    internal Task<string> ReadIdentityAsync(CancellationToken cancellation);

    /// <summary>The rows that a query gives, each as its values, in a transaction that can only read and is given up.</summary>
    /// <param name="query">One SELECT.</param>
    /// <param name="within">It is stopped after this.</param>
    /// <param name="most">How many rows are read at most.</param>
    /// <param name="cancellation">While it runs.</param>
    /// <exception cref="DbException">What the engine says against it.</exception>
    internal Task<IReadOnlyList<object?[]>> AskAsync(string query, TimeSpan within, int most, CancellationToken cancellation);

    /// <summary>The journal of another tool that is kept beside ours.</summary>
    internal HostJournal? Host { get; }

    /// <summary>Takes the exclusive lock.</summary>
    internal Task<RunSession> OpenSessionAsync(SessionRequest request, CancellationToken cancellation);

    /// <summary>Without the lock: what a run writes meanwhile is seen or not, but never in half.</summary>
    internal Task<T> ReadJournalAsync<T>(Func<Journal, Task<T>> read, CancellationToken cancellation);

    /// <summary>null where the engine can have no guard inside.</summary>
    internal PostgreSqlGuard? Guard => null;

    /// <summary>null where the engine knows no roles.</summary>
    internal PostgreSqlRoles? Roles => null;
}
