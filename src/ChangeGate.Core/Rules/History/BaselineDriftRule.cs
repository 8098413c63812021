using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Schemas;

namespace ChangeGate.Rules.History;

internal sealed class BaselineDriftRule : MigrationRule
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG712",
        Name = "baseline-drift",
        Risk = Risk.Notice,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "The statistics of the target name a table that the merged migrations do not make, or lack one that they make. `changegate drift` compares a whole database.",
        Why = "What is judged here is the schema that the migrations make. Where the database is another, the judgement is about a schema that does not exist.",
        Instead = "Read the statistics anew, and where the difference stays, bring it into a migration or undo it.",
        Unsafe = "",
    };

    /// <summary>Once for a proposal, at its first migration.</summary>
    internal IEnumerable<Finding> Check(Migration first, SchemaSnapshot baseline, SchemaStatistics statistics)
    {
        var made = baseline.Tables.Where(static table => table.PartitionBy is null).Select(static table => table.Id.Name).ToHashSet();
        var counted = statistics.Tables.Select(static table => table.Table).ToHashSet();
        var schemas = made.Select(static name => name.Schema).ToHashSet();

        if (made.Count == 0)
        {
            yield break;
        }

        var day = $"{statistics.ReadAt:yyyy-MM-dd}";
        var absent = made.Except(counted).OrderBy(static name => name.ToString(), StringComparer.Ordinal).ToList();
        var strange = counted.Where(name => schemas.Contains(name.Schema) && baseline.Find<Table>(ObjectId.Table(name)) is null && !IsOfRunners(name)).OrderBy(static name => name.ToString(), StringComparer.Ordinal).ToList();

        if (absent.Count > 0)
        {
            yield return Report(first, $"The database did not have {Wording.Names(absent.Select(Wording.Short))} on {day}, which the migrations make.");
        }

        if (strange.Count > 0)
        {
            yield return Report(first, $"The database had {Wording.Names(strange.Select(Wording.Short))} on {day}, which no migration makes.");
        }
    }

    // Journals of the tools that run migrations are theirs.
    private static bool IsOfRunners(ObjectName name) =>
        name.Name.StartsWith("changegate_", StringComparison.Ordinal) || name.Name is "schemaversions" or "flyway_schema_history" or "schema_migrations" or "_prisma_migrations" or "__diesel_schema_migrations" or "databasechangelog" or "databasechangeloglock";
}
