using ChangeGate.Changes;
using ChangeGate.Rollbacks;
using ChangeGate.Text;

namespace ChangeGate.Databases.Running;

/// <summary>A script cut into segments. The last one is always a transaction: the journal's row of the migration is committed with it.</summary>
internal sealed record ScriptPlan
{
    public required EquatableList<Segment> Segments { get; init; }

    /// <summary>The script asks SQLite to look away from foreign keys while it rebuilds tables. Inside a transaction that pragma does nothing.</summary>
    public bool ForeignKeysOff { get; init; }

    public int Count => Segments.Sum(segment => segment.Statements.Count(statement => statement.Source is not null));

    /// <exception cref="RunRefusedException">The script holds something that cannot be run as it stands.</exception>
    public static ScriptPlan Of(PlannedMigration planned)
    {
        var migration = planned.Migration;
        var cutter = new ScriptCutter(migration.Path);
        cutter.AddOwn(planned.Rollback.Preserve);
        cutter.Add(planned.Script, migration.Text);
        cutter.AddOwn(planned.Rollback.Settle);
        return cutter.Finish();
    }

    /// <summary>The reverse of a migration as the journal keeps it, cut by the same rules. An entry that is one statement is sent as it stands there.</summary>
    public static ScriptPlan OfReverse(string path, Rollback rollback, ISqlDialect dialect)
    {
        var cutter = new ScriptCutter(path);

        foreach (var entry in rollback.Reverse)
        {
            var text = new SourceText($"{path} (rollback)", entry);
            var script = dialect.Read(text);
            cutter.Add(script.Statements is [var only] ? new Script([only with { Span = new Span(0, entry.Length) }]) : script, text);
        }

        return cutter.Finish();
    }
}
