using ChangeGate.Changes;
using ChangeGate.Rehearsals;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>What the catalogs of a shadow bear witness to.</summary>
internal static class SchemaWitness
{
    /// <summary>The fingerprints between which a rollback was proved.</summary>
    /// <param name="proof">What came of it.</param>
    /// <param name="before">The migration.</param>
    /// <param name="reached">By it.</param>
    /// <param name="back">After the rollback; null where it did not run to its end.</param>
    /// <param name="dialect">Of the shadow.</param>
    public static RollbackProof Between(this RollbackProof proof, ShadowState before, ShadowState reached, ShadowState? back, ISqlDialect dialect) => proof with
    {
        Before = before.FingerprintIn(dialect),
        After = reached.FingerprintIn(dialect),
        Back = back is null ? null : Fingerprint.Of(back.AlignedWith(before, dialect), dialect),
        Tables = before.Rows.Count,
        Rows = before.Rows.Values.Sum(static content => content.Rows),
    };

    /// <summary>What the script made of the schema.</summary>
    public static RehearsedSchema SchemaOf(Script script, ShadowState before, ShadowState reached, ISqlDialect dialect)
    {
        var diff = SchemaComparison.Compare(before.Schema, reached.Schema, dialect, script.Statements.SelectMany(static statement => statement.Changes));

        return new RehearsedSchema(before.Schema, reached.Schema, diff, SchemaSql.Of(before.Schema, reached.Schema, diff, dialect));
    }

    /// <summary>Where the fold of the script, begun at what the engine had, does not end at what the engine has: a mistake of ours.</summary>
    public static EquatableList<Difference> Misread(Script script, ShadowState before, ShadowState reached, ISqlDialect dialect)
    {
        var folded = SchemaState.From(before.Schema, dialect).Apply(script);

        return folded.IsComplete ? SchemaComparison.CompareWithLive(folded.Snapshot, reached.Schema, dialect).Differences : [];
    }
}
