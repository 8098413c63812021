using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Rehearsals;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.TestKit;

/// <summary>What rehearsals of <see cref="SampleJudgements"/> could have seen, put together by hand.</summary>
public static class SampleRehearsals
{
    public const string Server = "PostgreSQL 16.14 (embedded)";

    /// <summary>The pending judgement, rehearsed: all comes back, and sizes are known.</summary>
    public static Judgement Proved { get; } = Of(SampleJudgements.Pending, Went);

    /// <summary>The same, where the rollback fails, the author's own script as well, and ChangeGate misread.</summary>
    public static Judgement Failing { get; } = Of(SampleJudgements.Pending, Fails);

    public static Judgement Allowed { get; } = Of(SampleJudgements.Allowed, Went);

    public static Judgement Hostile { get; } = Of(SampleJudgements.Hostile, Fails);

    /// <summary>With one and the same name for everything, and with everything that a rehearsal can say.</summary>
    public static Judgement Named(string name) => Of(SampleJudgements.Named(name), Fails);

    public static Judgement Many(int migrations) => Of(SampleJudgements.Many(migrations), Fails);

    public static RehearsalReport ReportOf(Judgement judgement) => judgement.Assessment.Rehearsal!;

    private static Judgement Of(Judgement judgement, Func<MigrationAssessment, Table?, int, MigrationRehearsal> rehearse)
    {
        var assessment = judgement.Assessment;
        var table = assessment.Findings.Select(static finding => finding.Object).OfType<ObjectId>().Select(found => assessment.Before.Find<Table>(ObjectId.Table(found.Name))).OfType<Table>().FirstOrDefault();

        return judgement with
        {
            Assessment = assessment with
            {
                Findings = [.. assessment.Findings.Index().Select(static pair => pair.Item with { Observed = (Observation)((pair.Index + 1) % 3) })],
                Rehearsal = new RehearsalReport { Server = Server, Migrations = [.. assessment.Migrations.Index().Select(pair => rehearse(pair.Item, table, pair.Index) with { Schema = SchemaOf(assessment, pair.Item, pair.Index) })] },
            },
        };
    }

    // The first makes of the schema what all of them do.
    private static RehearsedSchema SchemaOf(Assessment assessment, MigrationAssessment assessed, int index) => index == 0
        ? new RehearsedSchema(assessment.Before, assessment.After, assessment.Diff, assessed.Rollback.Reverse)
        : new RehearsedSchema(assessment.After, assessment.After, new SchemaDiff([]), []);

    private static MigrationRehearsal Went(MigrationAssessment assessed, Table? table, int index) => new()
    {
        Migration = assessed.Migration,
        Statements = [.. assessed.Script.Statements.Select((statement, number) => Seen(statement.Span, table, index + number))],
        Lost = index == 0 && table is not null ? [new LostValues(table.Id.Name, table.Columns[^1].Name, 9, 12)] : [],
        Rollback = Proof(assessed, ProofVerdict.ProvedWithData, null),
    };

    private static MigrationRehearsal Fails(MigrationAssessment assessed, Table? table, int index)
    {
        var name = assessed.Migration.Path;
        var went = Went(assessed, table, index);

        return index switch
        {
            0 => went with
            {
                Rollback = Proof(assessed, ProofVerdict.Fails, $"The rows are not what they were in {Reports.Prose.Name(name)}."),
                Down = new RollbackProof { Verdict = ProofVerdict.ProvedSchema, Because = $"Rows differ in {Reports.Prose.Name(name)}.", SchemaEqual = true },
                Lost = [new LostValues(new ObjectName("public", name), name, 9, 12), new LostValues(new ObjectName(null, name), null, 4, 4)],
                FoldDifferences = [new Difference(ObjectId.Column(new ObjectName("public", name), name), DifferenceKind.Changed, [$"type {name} → bigint"])],
            },
            1 => went with
            {
                Statements = [.. went.Statements.Select(statement => statement with { Error = new ObservedError("23502", $"column \"{name}\" contains null values", new LinePosition(1, 1)) })],
                Rollback = Proof(assessed, ProofVerdict.Impossible, $"The migration itself fails: column {name} contains null values."),
                Down = new RollbackProof { Verdict = ProofVerdict.Fails, Because = "It holds no statement." },
            },
            _ => went with { Rollback = Proof(assessed, ProofVerdict.ProvedSchema, $"Rows of {name} do not come back.") },
        };
    }

    private static ObservedStatement Seen(Span span, Table? table, int index)
    {
        var name = table?.Id.Name ?? new ObjectName("public", "coupon");

        return new ObservedStatement
        {
            Span = span,
            Duration = TimeSpan.FromMilliseconds(1.5 + index),
            Locks = table is null ? [] : [new ObservedLock(name, index == 1 ? "SHARE" : "ACCESS EXCLUSIVE"), new ObservedLock(name with { Schema = null }, "ACCESS SHARE")],
            Rewritten = index == 0 && table is not null ? [name] : [],
            Scanned = index == 1 && table is not null ? [name] : [],
            Made = [new ObjectId(ObjectKind.Index, name with { Name = "made_on_the_way" })],
            Dropped = index == 0 && table is not null ? [ObjectId.Column(name, "note"), new ObjectId(ObjectKind.View, name with { Name = $"{name.Name} with note" })] : [],
            Notices = index == 2 ? [] : table is null ? [new ObservedNotice("42P07", $"relation \"{name.Name}\" already exists, skipping")] : [new ObservedNotice("00000", $"drop cascades to view {name.Name} with note"), new ObservedNotice("P0001", null)],
            Rows = index == 2 ? null : 40,
            WalBytes = 8_192,
            TemporaryBytes = index == 1 ? 1_400_000 : 0,
            AtSize = index == 1 ? Estimate(name) : null,
        };
    }

    private static SizeEstimate Estimate(ObjectName table) => new(table, 12_000_000, TimeSpan.FromSeconds(2.2), TimeSpan.FromSeconds(9.4), 310_000_000, 305_000_000)
    {
        Expected = TimeSpan.FromSeconds(4.1),
        Measured = [new SizeMeasurement(20_000, TimeSpan.FromMilliseconds(8)), new SizeMeasurement(80_000, TimeSpan.FromMilliseconds(29))],
    };

    private static RollbackProof Proof(MigrationAssessment assessed, ProofVerdict verdict, string? because) => new()
    {
        Verdict = verdict,
        Because = because,
        SchemaEqual = verdict is ProofVerdict.ProvedWithData or ProofVerdict.ProvedSchema,
        RowsEqual = verdict == ProofVerdict.ProvedWithData,
        WritesKept = verdict == ProofVerdict.ProvedWithData,
        Script = assessed.Rollback.Reverse,
        Kept = [.. assessed.Rollback.Preserve, .. assessed.Rollback.Settle],
        Before = Digest.Of("shadow before"),
        After = verdict == ProofVerdict.Impossible ? null : Digest.Of("shadow after"),
        Back = verdict == ProofVerdict.Impossible ? null : Digest.Of("shadow before"),
        Tables = 41,
        Rows = 6_120,
    };
}
