using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Correctness;

internal sealed class SqliteWritableSchemaRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG408",
        Name = "sqlite-writable-schema",
        Risk = Risk.Danger,
        Hazards = [Hazard.DataLoss, Hazard.Integrity],
        Dialects = [Dialect.Sqlite],
        When = "The table of tables is written to directly.",
        Why = "A mistake there leaves a file that no version of SQLite can read.",
        Instead = "Rebuild the table.",
        Unsafe = "«PRAGMA writable_schema = ON»;",
        Safe = "PRAGMA foreign_key_check;",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var isWritten = change switch
        {
            SetPragma { Name: "writable_schema", Value: { } value } pragma => pragma.TurnsOn || string.Equals(value, "RESET", StringComparison.OrdinalIgnoreCase),
            UpdateRows or DeleteRows or InsertRows => change.Subject is { Name.Name: var name } && name.ToLowerInvariant() is "sqlite_master" or "sqlite_schema" or "sqlite_temp_master" or "sqlite_temp_schema",
            _ => false,
        };

        return isWritten ? [Report(context, "Writing to `sqlite_schema` changes tables behind the engine's back, and can leave a file that it cannot read.")] : [];
    }
}
