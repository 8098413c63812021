using ChangeGate.Migrations;
using ChangeGate.Text;

namespace ChangeGate.Rehearsals;

/// <summary>What a set did when it was run on databases that were thrown away.</summary>
public sealed record RehearsalReport
{
    /// <summary>Engine, exact version and where it came from: <c>PostgreSQL 18.4 (embedded)</c>.</summary>
    public required string Server { get; init; }

    /// <summary>Of those proposed migrations that would run, in their order.</summary>
    public required EquatableList<MigrationRehearsal> Migrations { get; init; }

    /// <summary>What it says of some of them, by their bytes.</summary>
    public RehearsalReport Of(IEnumerable<Migration> migrations)
    {
        var wanted = migrations.Select(static migration => (migration.Path, migration.Digest)).ToHashSet();

        return this with { Migrations = [.. Migrations.Where(rehearsal => wanted.Contains((rehearsal.Migration.Path, rehearsal.Migration.Digest)))] };
    }
}
