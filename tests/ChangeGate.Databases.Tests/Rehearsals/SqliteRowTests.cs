using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.Text;
using Microsoft.Data.Sqlite;

namespace ChangeGate.Databases.Tests.Rehearsals;

internal sealed class SqliteRowTests
{
    /// <summary>What the engine itself says of the schema.</summary>
    internal static async Task<SchemaSnapshot> SnapshotAsync(SqliteConnection connection)
    {
        var dialect = SqlDialects.For(Dialect.Sqlite);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, rowid";
        await using var reader = await command.ExecuteReaderAsync();
        var statements = new List<string>();

        while (await reader.ReadAsync())
        {
            statements.Add(reader.GetString(0));
        }

        return SchemaState.Start(dialect).Apply(dialect.Read(new SourceText("schema.sql", string.Join(";\n", statements)))).Snapshot;
    }
}
