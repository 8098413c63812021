using ChangeGate.Changes;

namespace ChangeGate.Sql;

/// <summary>The only door into this assembly.</summary>
public static class SqlDialects
{
    public static ISqlDialect For(Dialect dialect) =>
        throw new ArgumentOutOfRangeException(nameof(dialect), dialect, "No reader for this dialect.");
}
