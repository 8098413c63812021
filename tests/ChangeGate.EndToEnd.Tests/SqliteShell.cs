using Microsoft.Data.Sqlite;

namespace ChangeGate.EndToEnd.Tests;

/// <summary>Somebody who changes a database by hand.</summary>
internal static class SqliteShell
{
    public static void Execute(string file, string sql) => Scalar(file, sql);

    public static object? Scalar(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;

        return command.ExecuteScalar();
    }
}
