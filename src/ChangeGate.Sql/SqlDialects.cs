using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql;
using ChangeGate.Sql.Sqlite;

namespace ChangeGate.Sql;

/// <summary>The only door into this assembly.</summary>
public static class SqlDialects
{
    public static ISqlDialect For(Dialect dialect) => dialect switch
    {
        Dialect.PostgreSql => new PostgreSqlDialect(),
        Dialect.Sqlite => new SqliteDialect(),
        _ => throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "No reader for this dialect."),
    };
}
