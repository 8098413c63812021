using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Correctness;

internal sealed class MigrationHistoryTamperingRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG412",
        Name = "migration-history-tampering",
        Risk = Risk.Danger,
        Hazards = [Hazard.Integrity, Hazard.Security],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "A migration writes to the table that records which migrations have run.",
        Why = "What has run and what has not can no longer be told.",
        Instead = "Leave that table to the runner.",
        Setup = "CREATE TABLE schema_migrations (version int);",
        Unsafe = "«DELETE FROM schema_migrations WHERE version = 7»;",
        Safe = "CREATE TABLE note (id int);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (change is InsertRows or UpdateRows or DeleteRows or MergeRows or TruncateTable or DropTable && change.Subject is { } subject && Journals.Contains(subject.Name.Name))
        {
            return [Report(context, $"Writing to `{subject.Name}` changes the record of what has run.")];
        }

        return [];
    }

    private static readonly HashSet<string> Journals = new(StringComparer.OrdinalIgnoreCase)
    {
        "schema_migrations", "__diesel_schema_migrations", "__diesel_schema_migration", "_prisma_migrations", "flyway_schema_history", "schemaversions", "goose_db_version",
        "databasechangelog", "databasechangeloglock", "__EFMigrationsHistory", "atlas_schema_revisions", "changegate_journal", "changegate_run", "changegate_step",
    };
}
