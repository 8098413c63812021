namespace ChangeGate.Rollbacks;

/// <summary>
/// SQLite deletes the rows that point at a table when the table is dropped, if foreign keys are on and say CASCADE. PRAGMA foreign_keys is
/// obeyed only outside a transaction (https://sqlite.org/pragma.html#pragma_foreign_keys), so the statements stop unless it was.
/// </summary>
internal static class ForeignKeysOff
{
    public static IEnumerable<string> Around(IEnumerable<string> statements) =>
    [
        "PRAGMA foreign_keys = OFF",
        "CREATE TEMPORARY TABLE changegate_foreign_keys_are_off (value INTEGER CHECK (value = 0))",
        "INSERT INTO changegate_foreign_keys_are_off SELECT foreign_keys FROM pragma_foreign_keys",
        "DROP TABLE changegate_foreign_keys_are_off",
        .. statements,
        "PRAGMA foreign_keys = ON",
    ];
}
