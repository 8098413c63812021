namespace ChangeGate.Changes;

/// <summary>A database as a language.</summary>
public enum Dialect
{
    PostgreSql,
    Sqlite,
}

public static class DialectExtensions
{
    /// <summary>The name in configuration, options and machine-readable outputs.</summary>
    public static string ToKeyword(this Dialect dialect) => dialect == Dialect.PostgreSql ? "postgresql" : "sqlite";

    /// <summary>The name in sentences.</summary>
    public static string ToTitle(this Dialect dialect) => dialect == Dialect.PostgreSql ? "PostgreSQL" : "SQLite";
}
