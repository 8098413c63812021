using System.Diagnostics;
using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Rollbacks.Archives;
using ChangeGate.Rollbacks.Reversals;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks;

/// <summary>Computes how a migration is taken back, step by step, from the schema that stands before each step.</summary>
public sealed class RollbackSynthesizer(ISqlDialect dialect)
{
    private readonly DdlWriter _writer = new(dialect);

    /// <param name="migration">Its digest names the archives.</param>
    /// <param name="script">The migration as read.</param>
    /// <param name="before">The schema that the migration meets.</param>
    public Rollback Synthesize(Migration migration, Script script, SchemaState before) => Synthesize(migration, Step.Of(script, before), before);

    internal Rollback Synthesize(Migration migration, IReadOnlyList<Step> folded, SchemaState before)
    {
        var rollback = migration.EncodingProblem is { } problem ? Impossible(problem) : Reverse(migration, LastingSteps.Of(folded), before);

        return rollback.Reversibility == Reversibility.No && migration.Down is { } down ? FromDownScript(rollback, down) : rollback;
    }

    private static Rollback Impossible(string reason) => new() { Reversibility = Reversibility.No, Because = [reason] };

    private Rollback Reverse(Migration migration, IReadOnlyList<Step> steps, SchemaState before)
    {
        var rebuilds = TableRebuild.In(steps, statement => migration.Text.Slice(statement.Span));
        var lineages = LineagesOf(steps, rebuilds, before.Snapshot);
        var renamesLabels = steps.Any(step => step.Change is RenameEnumValue);
        var end = steps.Count == 0 ? before.Snapshot : steps[^1].After.Snapshot;
        var archives = new ArchivePlan(_writer, before.Snapshot, (lineages[^1], end), migration.Digest) { RenamesLabels = renamesLabels };
        var views = new ViewPlan(steps, before.Snapshot);
        var runsWithoutForeignKeys = steps.Any(step => step.Change is SetPragma { Name: "foreign_keys", Value: not null, TurnsOn: false });
        var refills = new Refills(steps, lineages);
        var undone = new List<Undoing>();
        var firstWrite = steps.TakeWhile(step => !WritesRows(step)).Count();

        for (var index = 0; index < steps.Count; index++)
        {
            var place = index;
            var undo = new Undoing(steps[index], lineages[index], archives, _writer)
            {
                IsFirstWrite = index <= firstWrite,
                RenamedLabels = renamesLabels ? [.. steps.Take(index).Select(step => step.Change).OfType<RenameEnumValue>()] : [],
                Views = views,
                IsFilledLater = origin => refills.Follow(origin, place),
            };
            undone.Add(undo);

            if (views.Covers(steps[index]))
            {
                continue;
            }

            if (rebuilds.FirstOrDefault(rebuild => rebuild.Steps.Contains(index)) is not { } rebuild)
            {
                Undo(undo);
            }
            else if (rebuild.Last == index)
            {
                undone[^1] = new Undoing(steps[rebuild.Last] with { Before = steps[rebuild.First].Before }, lineages[rebuild.First], archives, _writer) { Views = views, RanWithoutForeignKeys = runsWithoutForeignKeys, IsLastWrite = !steps.Skip(index + 1).Any(step => WritesRowsOf(step, rebuild.Before.Id.Name)) && rebuild == rebuilds.Last(other => other.Before.Id == rebuild.Before.Id) };
                SqliteRebuild.Undo(undone[^1], rebuild);
            }
        }

        FrameWithViews(undone, views, archives, new Step(new Statement { Span = default, Kind = "", Changes = [] }, new ReadRows(), before, before));

        // What forbids most is said first.
        var because = undone.SelectMany(undo => undo.Because).OrderBy(reason => reason.Most).Select(reason => reason.Sentence).Distinct().ToList();

        if (undone.Exists(undo => undo.Reversibility == Reversibility.No))
        {
            return new Rollback { Reversibility = Reversibility.No, Because = [.. because] };
        }

        return new Rollback
        {
            Reversibility = undone.Exists(undo => undo.Reversibility == Reversibility.SchemaOnly) ? Reversibility.SchemaOnly : Reversibility.WithData,
            Preserve = archives.Preserve(),
            Settle = archives.Settle(),
            Archives = archives.Tables,
            Reverse = [.. ReverseOf(undone, archives)],
            Because = [.. because],
            NeedsAutocommit = undone.Exists(undo => undo.NeedsAutocommit),
        };
    }

    // The reverse runs backwards: what is added last runs first.
    private void FrameWithViews(List<Undoing> undone, ViewPlan views, ArchivePlan archives, Step start)
    {
        var first = new Undoing(start, Lineage.Of(start.Before.Snapshot), archives, _writer) { Views = views };
        var last = new Undoing(start, Lineage.Of(start.Before.Snapshot), archives, _writer) { Views = views };
        last.Run(views.Standing.Select(standing => _writer.Drop(standing.View.Id, standing.IsDoubtful)));
        new Recreation(first, views.Former).Write();
        undone.Insert(0, first);
        undone.Add(last);
    }

    private IEnumerable<string> ReverseOf(List<Undoing> undone, ArchivePlan archives)
    {
        var statements = PassingNotNull.Without([.. Enumerable.Reverse(undone).SelectMany(undo => undo.Statements), .. archives.Discard()]);

        // Bodies of functions may name what is made only after them.
        if (dialect.Dialect == Dialect.PostgreSql && statements.Exists(sql => sql.Contains("FUNCTION", StringComparison.OrdinalIgnoreCase) && sql.StartsWith("CREATE", StringComparison.OrdinalIgnoreCase)))
        {
            statements.Insert(0, "SET LOCAL check_function_bodies = off");
        }

        return undone.Exists(undo => undo.NeedsForeignKeysOff) ? ForeignKeysOff.Around(statements) : statements;
    }

    private static List<Lineage> LineagesOf(IReadOnlyList<Step> steps, IReadOnlyList<TableRebuild> rebuilds, SchemaSnapshot start)
    {
        var lineages = new List<Lineage> { Lineage.Of(start) };

        for (var index = 0; index < steps.Count; index++)
        {
            var after = lineages[index].After(steps[index]);
            var rebuild = rebuilds.FirstOrDefault(rebuild => rebuild.Last == index);
            lineages.Add(rebuild is not null && lineages[rebuild.First].Of(rebuild.Before.Id.Name) is { } before ? after.Rebuilt(rebuild, before) : after);
        }

        return lineages;
    }

    private static bool WritesRowsOf(Step step, ObjectName table) => WritesRows(step) && (step.Change.Subject is not { } subject || string.Equals(subject.Name.Name, table.Name, StringComparison.OrdinalIgnoreCase));

    private static bool WritesRows(Step step) => step.Change is InsertRows or UpdateRows or DeleteRows or MergeRows or TruncateTable or CopyRows or ReadRows or RunBlock or CallProcedure;

    private static void Undo(Undoing undo)
    {
        var isKnown = RowReversal.Apply(undo, undo.Change)
            || NameReversal.Apply(undo, undo.Change)
            || StructureReversal.Apply(undo, undo.Change)
            || AccessReversal.Apply(undo, undo.Change)
            || SessionReversal.Apply(undo, undo.Change);

        if (!isKnown)
        {
            throw new UnreachableException($"No way back for {undo.Change.GetType().Name}.");
        }
    }

    private Rollback FromDownScript(Rollback synthesized, ReverseScript down)
    {
        var statements = dialect.Read(down.Text).Statements.Where(statement => !statement.Changes.All(change => change is MetaCommand)).ToList();

        if (statements.Count == 0)
        {
            return synthesized with { Because = [.. synthesized.Because, $"The down script `{down.Path}` holds no statement."] };
        }

        return synthesized with
        {
            Reversibility = Reversibility.SchemaOnly,
            Reverse = [.. statements.Select(statement => down.Text.Slice(statement.Span))],
            NeedsAutocommit = statements.Exists(statement => statement.NeedsAutocommit),
            FromDownScript = true,
            Because = [.. synthesized.Because, $"The team's own down script `{down.Path}` is used: it was read, not proved, and rows that the migration destroys are not kept."],
        };
    }
}
