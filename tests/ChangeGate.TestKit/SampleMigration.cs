using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.TestKit;

/// <summary>A migration of one statement, with all that was found out about it.</summary>
public sealed record SampleMigration(string Path, string Sql, Change Does)
{
    public MigrationChange Change { get; init; }

    public bool Destructive { get; init; }

    public required Rollback Rollback { get; init; }

    public EquatableList<Finding> Findings { get; init; }

    public EquatableList<Difference> Differences { get; init; }

    public SchemaSnapshot Before { get; init; } = SampleSchema.Shop;

    public SchemaSnapshot After { get; init; } = SampleSchema.Shop;

    public MigrationAssessment Assessment => new()
    {
        Migration = new Migration { Path = Path, Digest = Digest.Of(Sql), Change = Change, Text = new SourceText(Path, Sql) },
        Script = new Script([new Statement { Span = new Span(0, Sql.Length), Kind = Does is Unclassified ? "Unclassified" : "Statement", Changes = [Does] }]),
        Rollback = Rollback,
        Destructive = Destructive,
    };
}
