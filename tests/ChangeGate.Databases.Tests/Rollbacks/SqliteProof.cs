using System.Globalization;
using System.Text;
using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.Text;
using Microsoft.Data.Sqlite;

namespace ChangeGate.Databases.Tests.Rollbacks;

/// <summary>An in-memory database on which scripts are run, and from which schema and rows are read without any help of the fold.</summary>
internal sealed class SqliteProof : IDisposable
{
    private static readonly ISqlDialect Reader = SqlDialects.For(Dialect.Sqlite);

    private readonly SqliteConnection _connection = new("Data Source=:memory:;Foreign Keys=True");

    public SqliteProof()
    {
        _connection.Open();

        // An application's own function, which some histories call.
        _connection.CreateFunction("durationToTinyInt", (string? duration) => duration is null ? (long?)null : duration.Length);
    }

    /// <summary>As a runner does it: foreign keys are switched outside the transaction, everything else is inside.</summary>
    public void Run(IEnumerable<string> before, ScriptRollback script, IEnumerable<string> after)
    {
        foreach (var (sql, _) in script.Statements.TakeWhile(statement => !statement.Read.Changes.Any(change => change is not (SetPragma or ControlTransaction))).Where(statement => ScriptRollback.IsForeignKeyPragma(statement.Read)))
        {
            Execute(sql);
        }

        Execute("BEGIN");
        ExecuteAll(before);
        ExecuteAll(script.Statements.Where(statement => !ScriptRollback.IsForeignKeyPragma(statement.Read) && !ScriptRollback.IsTransaction(statement.Read)).Select(statement => statement.Sql));
        ExecuteAll(after);
        Execute("COMMIT");
        Execute("PRAGMA foreign_keys = ON");
    }

    public void Reverse(IReadOnlyList<string> statements)
    {
        var outside = statements.TakeWhile(sql => sql.StartsWith("PRAGMA foreign_keys", StringComparison.Ordinal)).Count();
        ExecuteAll(statements.Take(outside));
        Execute("BEGIN");
        ExecuteAll(statements.Skip(outside).Take(statements.Count - (2 * outside)));
        Execute("COMMIT");
        ExecuteAll(statements.Skip(statements.Count - outside));
    }

    /// <summary>The same database once more, to be spoilt.</summary>
    public SqliteProof Copy()
    {
        var copy = new SqliteProof();
        _connection.BackupDatabase(copy._connection);
        return copy;
    }

    public void Abandon()
    {
        Execute("ROLLBACK");
        Execute("PRAGMA foreign_keys = ON");
    }

    /// <summary>A few rows in every table that takes them.</summary>
    public void Fill()
    {
        Execute("PRAGMA foreign_keys = OFF");

        foreach (var table in Tables())
        {
            var columns = Query($"SELECT name, upper(type), \"notnull\" FROM pragma_table_xinfo('{table.Replace("'", "''", StringComparison.Ordinal)}') WHERE hidden = 0 ORDER BY cid");

            for (var row = 1; row <= 3; row++)
            {
                var values = columns.Select(column => Value(column[1], column[2] == "1", row));
                using var command = _connection.CreateCommand();
                command.CommandText = $"INSERT OR IGNORE INTO \"{table}\" ({string.Join(", ", columns.Select(column => $"\"{column[0]}\""))}) VALUES ({string.Join(", ", values)})";

                try
                {
                    command.ExecuteNonQuery();
                }
                catch (SqliteException)
                {
                    // A CHECK that wants other values: the table stays as it is.
                }
            }
        }

        Execute("PRAGMA foreign_keys = ON");
    }

    private static string Value(string type, bool isRequired, int row) =>
        row == 3 && !isRequired && !type.Contains("INT", StringComparison.Ordinal) ? "NULL"
        : type.Contains("INT", StringComparison.Ordinal) || type.Contains("BOOL", StringComparison.Ordinal) || type.Contains("NUM", StringComparison.Ordinal) || type.Contains("REAL", StringComparison.Ordinal) ? $"{row}"
        : type.Contains("DATE", StringComparison.Ordinal) || type.Contains("TIME", StringComparison.Ordinal) ? $"'2020-01-0{row} 00:00:00'"
        : type.Contains("BLOB", StringComparison.Ordinal) ? $"x'0{row}'"
        : $"'v{row}é'";

    public void ExecuteAll(IEnumerable<string> statements)
    {
        foreach (var sql in statements)
        {
            Execute(sql);
        }
    }

    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;

        try
        {
            command.ExecuteNonQuery();
        }
        catch (SqliteException failure)
        {
            throw new InvalidOperationException($"{failure.Message} in: {sql}", failure);
        }
    }

    /// <summary>What the engine itself says of the schema, read afresh.</summary>
    public SchemaState State()
    {
        var sql = string.Join(";\n", Query("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'changegate_%' ORDER BY CASE type WHEN 'table' THEN 0 WHEN 'index' THEN 1 ELSE 2 END, name").Select(row => row[0]));
        return SchemaState.Start(Reader).Apply(Reader.Read(new SourceText("schema.sql", sql)));
    }

    /// <summary>Types and indexes without regard to case and spaces, which mean nothing to the engine.</summary>
    public string Schema()
    {
        var text = new StringBuilder();

        foreach (var table in Tables())
        {
            var name = table.Replace("'", "''", StringComparison.Ordinal);
            Append(text, $"{table} column", $"SELECT cid, name, upper(type), \"notnull\", dflt_value, pk, hidden FROM pragma_table_xinfo('{name}') ORDER BY cid");
            Append(text, $"{table} key", $"SELECT \"table\", \"from\", \"to\", on_update, on_delete FROM pragma_foreign_key_list('{name}') ORDER BY 1, 2, 3");
            Append(text, $"{table} index", $"SELECT CASE origin WHEN 'c' THEN l.name ELSE '' END, l.\"unique\", origin, partial, x.seqno, x.name, x.desc, x.coll FROM pragma_index_list('{name}') l, pragma_index_xinfo(l.name) x WHERE x.key ORDER BY 1, 2, 3, 5, 6");
        }

        Append(text, "text", "SELECT type, name, tbl_name, replace(replace(CASE type WHEN 'index' THEN replace(lower(sql), ' ', '') ELSE sql END, '\"', ''), '`', '') FROM sqlite_schema WHERE type IN ('view', 'trigger', 'index') AND sql IS NOT NULL AND name NOT LIKE 'changegate_%' ORDER BY 1, 2");
        return text.ToString();
    }

    public string Rows()
    {
        var text = new StringBuilder();

        foreach (var table in Tables())
        {
            var columns = Query($"SELECT name FROM pragma_table_xinfo('{table.Replace("'", "''", StringComparison.Ordinal)}') ORDER BY cid").Select(row => row[0].Replace("\"", "\"\"", StringComparison.Ordinal)).ToList();
            var values = string.Join(", ", columns.Select(column => $"typeof(\"{column}\") || ':' || quote(\"{column}\")"));
            Append(text, table, $"SELECT {values} FROM \"{table}\" ORDER BY {string.Join(", ", Enumerable.Range(1, columns.Count))}");
        }

        return text.ToString();
    }

    /// <summary>Of AUTOINCREMENT.</summary>
    public string Sequences()
    {
        var text = new StringBuilder();

        if (Query("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_sequence'").Count > 0)
        {
            Append(text, "sqlite_sequence", "SELECT name, seq FROM sqlite_sequence WHERE name NOT LIKE 'changegate_%' ORDER BY name");
        }

        return text.ToString();
    }

    public void Dispose() => _connection.Dispose();

    private List<string> Tables() => [.. Query("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'changegate_%' ORDER BY name").Select(row => row[0])];

    private void Append(StringBuilder text, string head, string sql)
    {
        foreach (var row in Query(sql))
        {
            text.Append(head).Append(": ").AppendJoin(" | ", row).Append('\n');
        }
    }

    private List<string[]> Query(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string[]>();

        while (reader.Read())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(index => Convert.ToString(reader.GetValue(index), CultureInfo.InvariantCulture) ?? "")]);
        }

        return rows;
    }
}
