using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Schemas;

namespace ChangeGate.Rules;

/// <summary>What all migrations of one judgement share.</summary>
internal sealed record RuleInput
{
    public required ISqlDialect Sql { get; init; }

    public required MigrationSet Set { get; init; }

    public required Effects Effects { get; init; }

    /// <summary>By resolved name; empty where there are no statistics.</summary>
    public required IReadOnlyDictionary<ObjectName, long> Sizes { get; init; }

    /// <summary>There is a history and all of it was read, so what it does not have does not exist.</summary>
    public required bool BaselineIsKnown { get; init; }

    public required RuleLimits Limits { get; init; }

    /// <summary>Also the rules that are off by default.</summary>
    public required bool AllRules { get; init; }
}

/// <summary>
/// Goes through a migration change by change and keeps what later changes and later migrations must know; then asks every rule of each step. The rules
/// of one migration may be asked while the next is on its way.
/// </summary>
internal sealed class MigrationWalk(RuleInput input, Migration migration, Script script)
{
    private readonly List<(RuleContext Context, bool IsUndone)> _judged = [];

    /// <summary>The fold of it, step by step.</summary>
    public List<Step> Steps { get; } = [];

    /// <summary>Renames as they were meant, for whoever compares the schemas before and after.</summary>
    public List<Change> Resolved { get; } = [];

    public (SchemaState Schema, ProposalState Proposal) Run(SchemaState schema, ProposalState proposal)
    {
        var transactions = TransactionModel.Of(script, input.Set.Dialect);
        proposal = proposal with { Session = proposal.Session.Begin(script) };

        for (var index = 0; index < script.Statements.Count; index++)
        {
            var scene = new Scene
            {
                Sql = input.Sql,
                Bodies = input.Effects.Bodies,
                Set = input.Set,
                Migration = migration,
                Script = script,
                Statement = script.Statements[index],
                Index = index,
                Transactions = transactions,
                BaselineIsKnown = input.BaselineIsKnown,
                Sizes = input.Sizes,
                Limits = input.Limits,
                AllRules = input.AllRules,
            };

            foreach (var change in scene.Statement.Changes)
            {
                var after = schema.Apply(change);
                proposal = Take(new RuleContext(change, scene, proposal, schema), after);
                Steps.Add(new Step(scene.Statement, change, schema, after));
                schema = after;
            }
        }

        return (schema.EndOfScript(), proposal);
    }

    /// <summary>What the rules say of the steps, in their order, and what these touch: resolved, each once.</summary>
    public (List<Finding> Findings, HashSet<ObjectId> Touched) Judge()
    {
        var (findings, touched) = (new List<Finding>(), new HashSet<ObjectId>());

        foreach (var (context, undone) in _judged)
        {
            Judge(context, undone, (findings, touched));

            if (!undone)
            {
                var setOff = new List<Finding>();

                foreach (var effect in input.Effects.Of(context.Change, context.Before, context.Proposal.Session))
                {
                    Judge(new RuleContext(effect.Change, context.Scene, context.Proposal, effect.State), undone, (setOff, touched));
                }

                if (setOff.Count > 0)
                {
                    findings.AddRange(OfEffects(setOff));
                }
            }
        }

        return (findings, touched);
    }

    private static IEnumerable<Finding> OfEffects(List<Finding> findings) => findings
        .DistinctBy(static finding => (finding.Rule, finding.Object, finding.Message))
        .Select(static finding => finding with { Message = $"{finding.Message} A function or trigger does that, set off by this statement.", SafeSql = null });

    private ProposalState Take(RuleContext context, SchemaState after)
    {
        var undone = context.Transactions.IsUndone(context.Scene.Index);
        _judged.Add((context, undone));

        if (undone)
        {
            return context.Proposal;
        }

        if (ResolvedRename(context.Change, context.Before) is { } rename)
        {
            Resolved.Add(rename);
        }

        return context.Proposal.Apply(context, after);
    }

    private static Change? ResolvedRename(Change change, SchemaState schema) => change switch
    {
        RenameTable rename => rename with { Table = schema.Resolve(ObjectKind.Table, rename.Table) },
        RenameColumn rename => rename with { Table = schema.Resolve(ObjectKind.Table, rename.Table) },
        RenameConstraint rename => rename with { Table = schema.Resolve(ObjectKind.Table, rename.Table) },
        RenameTrigger rename => rename with { Table = schema.Resolve(ObjectKind.Table, rename.Table) },
        RenameIndex rename => rename with { Index = schema.Resolve(ObjectKind.Index, rename.Index) },
        RenameView rename => rename with { View = schema.Resolve(ObjectKind.View, rename.View) },
        RenameSequence rename => rename with { Sequence = schema.Resolve(ObjectKind.Sequence, rename.Sequence) },
        RenameType rename => rename with { Type = schema.Resolve(ObjectKind.Type, rename.Type) },
        RenameFunction rename => rename with { Function = schema.Resolve(ObjectKind.Function, rename.Function) },
        MoveToSchema move => move with { Object = schema.Resolve(move.Object) },
        RenameSchema rename => rename,
        _ => null,
    };

    private void Judge(RuleContext context, bool undone, (List<Finding> Findings, HashSet<ObjectId> Touched) into)
    {
        if (context.Subject is { } subject)
        {
            into.Touched.Add(subject);
        }

        foreach (var rule in RuleCatalog.For(context.Change, context.Dialect, input.AllRules))
        {
            if (!undone || rule.JudgesWhatIsUndone)
            {
                into.Findings.AddRange(rule.Judge(context));
            }
        }
    }
}
