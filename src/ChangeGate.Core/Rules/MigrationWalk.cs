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

/// <summary>Goes through a migration change by change, asks every rule, and keeps what later changes must know.</summary>
internal sealed class MigrationWalk(RuleInput input, Migration migration, Script script)
{
    private readonly List<Finding> _findings = [];

    /// <summary>In the order of their place.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Resolved, each once.</summary>
    public HashSet<ObjectId> Touched { get; } = [];

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
            };

            foreach (var change in scene.Statement.Changes)
            {
                var after = schema.Apply(change);
                proposal = JudgeStep(new RuleContext(change, scene, proposal, schema), after);
                Steps.Add(new Step(scene.Statement, change, schema, after));
                schema = after;
            }
        }

        return (schema.EndOfScript(), proposal);
    }

    private ProposalState JudgeStep(RuleContext context, SchemaState after)
    {
        var (change, scene, proposal, schema) = (context.Change, context.Scene, context.Proposal, context.Before);
        var undone = scene.Transactions.IsUndone(scene.Index);
        _findings.AddRange(Judge(context, undone));

        if (!undone)
        {
            var effects = input.Effects.Of(change, schema, proposal.Session).SelectMany(effect => Judge(new RuleContext(effect.Change, scene, proposal, effect.State), undone));

            _findings.AddRange(effects
                .DistinctBy(static finding => (finding.Rule, finding.Object, finding.Message))
                .Select(static finding => finding with { Message = $"{finding.Message} A function or trigger does that, set off by this statement.", SafeSql = null }));
        }

        if (!undone && ResolvedRename(change, schema) is { } rename)
        {
            Resolved.Add(rename);
        }

        return undone ? proposal : proposal.Apply(context, after);
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

    private IEnumerable<Finding> Judge(RuleContext context, bool undone)
    {
        if (context.Subject is { } subject)
        {
            Touched.Add(subject);
        }

        return RuleCatalog.For(context.Change, context.Dialect)
            .Where(rule => (rule.Doc.DefaultOn || input.AllRules) && (!undone || rule.JudgesWhatIsUndone))
            .SelectMany(rule => rule.Judge(context));
    }
}
