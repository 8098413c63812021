using System.Data.Common;
using ChangeGate.Rehearsals.Rows;
using ChangeGate.Text;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>Puts synthetic rows into a shadow. No trigger, rule or policy of PostgreSQL acts meanwhile; all are afterwards as they were.</summary>
public static class RowFiller
{
    /// <param name="connection">Open, and in no transaction. Its user owns the tables.</param>
    /// <param name="rows">Of the schema that stands there.</param>
    /// <param name="cancellation">Then nothing was filled.</param>
    public static async Task<EquatableList<FilledTable>> FillAsync(DbConnection connection, SyntheticRows rows, CancellationToken cancellation) => connection switch
    {
        NpgsqlConnection server => await PostgreSqlFiller.FillAsync(server, rows, cancellation),
        SqliteConnection file => await SqliteFiller.FillAsync(file, rows, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(connection), connection.GetType().Name, "No rows for this engine."),
    };
}
