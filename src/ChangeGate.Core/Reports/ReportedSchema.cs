using ChangeGate.Decisions;
using ChangeGate.Rehearsals;
using ChangeGate.Reports.Diagrams;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>What a set makes of the schema, for every report: as the engine's catalogs had it where all of it was rehearsed, else as its text was read.</summary>
internal sealed record ReportedSchema(SchemaSnapshot Before, SchemaSnapshot After, SchemaDiff Diff)
{
    /// <summary>Statements that lead from one to the other; empty where nothing differs, or where nobody can write them.</summary>
    public EquatableList<string> Sql { get; private init; }

    /// <summary>Engine and version whose catalogs say so; null where texts were read.</summary>
    public string? SeenOn { get; private init; }

    /// <summary>Who says so, where that is an engine.</summary>
    public string? Source => SeenOn is null ? null : $"As the catalogs of {SeenOn} had it before and after the rehearsal.";

    public TouchedSchema Touched => TouchedSchema.Of(Before, After, Diff);

    public static ReportedSchema Of(Assessment assessment, ReportOptions options)
    {
        var read = new ReportedSchema(assessment.Before, assessment.After, assessment.Diff);

        if (options.Dialects?.Invoke(assessment.Set.Dialect) is not { } dialect)
        {
            return read;
        }

        var schema = Seen(assessment) is { Count: > 0 } seen ? Whole(assessment, seen, dialect) : read;

        return schema with { Sql = SchemaSql.Of(schema.Before, schema.After, schema.Diff, dialect) };
    }

    /// <summary>Of every migration that is to run; none where one of them was not seen to its end.</summary>
    private static List<RehearsedSchema> Seen(Assessment assessment)
    {
        var running = assessment.Migrations.Where(static migration => migration.Migration.IsToRun).ToList();
        var seen = running.Select(migration => assessment.Rehearsal?.Migrations.FirstOrDefault(rehearsal => rehearsal.Migration.Path == migration.Migration.Path)?.Schema).OfType<RehearsedSchema>().ToList();

        return seen.Count == running.Count ? seen : [];
    }

    private static ReportedSchema Whole(Assessment assessment, List<RehearsedSchema> seen, Changes.ISqlDialect dialect)
    {
        // What was renamed, only the texts say.
        var changes = assessment.Migrations.Where(static migration => migration.Migration.IsToRun).SelectMany(static migration => migration.Script.Statements).SelectMany(static statement => statement.Changes);
        var (before, after) = (seen[0].Before, seen[^1].After);

        return new ReportedSchema(before, after, seen.Count == 1 ? seen[0].Diff : SchemaComparison.Compare(before, after, dialect, changes)) { SeenOn = assessment.Rehearsal?.Server };
    }
}
