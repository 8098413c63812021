using ChangeGate.Approvals;
using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Rehearsals;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Decisions;

/// <summary>One proposed migration, read and judged in its place.</summary>
public sealed record MigrationAssessment
{
    public required Migration Migration { get; init; }

    /// <summary>Empty for a deleted migration.</summary>
    public required Script Script { get; init; }

    public required Rollback Rollback { get; init; }

    /// <summary>Running it can lose stored values.</summary>
    public required bool Destructive { get; init; }
}

/// <summary>Everything that is known about a set before policy: what it does, what is dangerous, how it is taken back.</summary>
public sealed record Assessment
{
    public required MigrationSet Set { get; init; }

    /// <summary>Of every object that the set touches and of what depends on them, in the schema before it; of the whole schema when something could not be read.</summary>
    public required Digest Footprint { get; init; }

    /// <summary>What an approval covers: <see cref="SetDigest.Of"/> the set and its footprint.</summary>
    public required Digest Digest { get; init; }

    public required EquatableList<MigrationAssessment> Migrations { get; init; }

    /// <summary>In the order of the migrations, then of their place.</summary>
    public required EquatableList<Finding> Findings { get; init; }

    public required RiskScore Risk { get; init; }

    public required SchemaSnapshot Before { get; init; }

    public required SchemaSnapshot After { get; init; }

    public required SchemaDiff Diff { get; init; }

    /// <summary>Of the tables that the set touches, or of all where something could not be read; empty where no sizes are known.</summary>
    public EquatableList<TableRows> Sizes { get; init; }

    public SchemaStatistics? Statistics { get; init; }

    /// <summary>null where the set was not rehearsed.</summary>
    public RehearsalReport? Rehearsal { get; init; }

    /// <summary>Fingerprint of <see cref="Before"/>; null where nobody asked for it.</summary>
    public Digest? FingerprintBefore { get; init; }

    public Digest? FingerprintAfter { get; init; }
}

/// <summary>What every report renders: an assessment, the policy that judged it, and the decision.</summary>
public sealed record Judgement(Assessment Assessment, Policy Policy, Decision Decision);
