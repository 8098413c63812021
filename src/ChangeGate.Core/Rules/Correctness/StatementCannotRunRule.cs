using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Schemas;

namespace ChangeGate.Rules.Correctness;

internal sealed partial class StatementCannotRunRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG432",
        Name = "statement-cannot-run",
        Risk = Risk.Danger,
        Hazards = [Hazard.Correctness],
        Dialects = [Dialect.PostgreSql],
        When = "A statement makes what is there already, or changes what the history and this proposal did not make, renamed or dropped.",
        Why = "The engine refuses it, and the migration fails where it runs first.",
        Instead = "Name what is there when the statement runs, after the migrations before it and the statements above it.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, status text, total int);",
        Unsafe = """
            ALTER TABLE orders ADD COLUMN note text;
            ALTER TABLE orders «ADD COLUMN note text»;
            """,
        Refused = new Refusal("42701"),
        Safe = """
            ALTER TABLE orders ADD COLUMN note text;
            ALTER TABLE orders ADD COLUMN IF NOT EXISTS note text;
            """,
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (change.Certain && (Taken(change, context) ?? Missing(change, context)) is { } message && !IsExcused(change, context))
        {
            return [Report(context, message) with { Lock = null }];
        }

        return [];
    }

    // What a block or a function does may catch its own error, and IF EXISTS is its own answer.
    private static bool IsExcused(Change change, RuleContext context) =>
        context.Statement.Kind is "DoStmt" or "CallStmt" || !context.Statement.Changes.Contains(change) || Conditional().IsMatch(context.Migration.Text.Slice(context.Statement.Span));

    private static string? Taken(Change change, RuleContext context) => change switch
    {
        CreateTable { Persistence: not Persistence.Temporary } create => Relation(create.Table, context),
        CreateView { OrReplace: false, Temporary: false } create => Relation(create.View, context),
        CreateSequence create => Relation(create.Sequence, context),
        CreateIndex { Index.Name: { } name } create => Relation(context.Resolve(create.Index.Table) with { Name = name }, context),
        RenameTable rename => Relation(context.Resolve(rename.Table) with { Name = rename.NewName }, context),
        AddColumn add when Readded(add.Column.Name, context) => null,
        AddColumn add => context.Column(add.Table, add.Column.Name) is null ? null : $"`{add.Table}` has a column `{add.Column.Name}` already.",
        RenameColumn rename => context.Column(rename.Table, rename.NewName) is null ? null : $"`{rename.Table}` has a column `{rename.NewName}` already.",
        AddConstraint { Constraint: { Name: { } name, UsingIndex: null } } add when !context.Statement.Changes.OfType<DropConstraint>().Any() =>
            context.Table(add.Table)?.Constraints.Any(constraint => constraint.Name == name) == true ? $"`{add.Table}` has a constraint `{name}` already." : null,
        CreateSchema create => context.Exists ? $"There is a schema `{create.Schema}` already." : null,
        _ => null,
    };

    // A relation's name is taken by one of any kind.
    private static string? Relation(ObjectName written, RuleContext context)
    {
        var name = context.Before.Target(written);

        return context.Before.Snapshot.RelationAt(name) is not null ? $"The name `{Wording.Short(name)}` is taken already." : null;
    }

    private static string? Missing(Change change, RuleContext context)
    {
        if (TableOf(change) is not { } table)
        {
            return null;
        }

        if (context.Table(table) is not { } known)
        {
            return IsSurelyMissing(table, context) ? $"There is no table `{table}` when this runs." : null;
        }

        return ColumnOf(change) is { } column && context.Before.IsComplete && known.Column(column) is null && known.ColumnsKnown && !SystemColumns.Contains(column)
            && known.Inherits.Count == 0 && !Readded(column, context)
                ? $"`{table}` has no column `{column}` when this runs."
                : null;
    }

    private static ObjectName? TableOf(Change change) => change switch
    {
        AddColumn or DropColumn or RenameColumn or ChangeColumnType or SetColumnDefault or DropColumnDefault or SetNotNull or DropNotNull or AddConstraint or DropConstraint or ValidateConstraint
            or CreateIndex or RenameTable or DropTable or TruncateTable or SetRowSecurity or CreatePolicy or UpdateRows or DeleteRows or InsertRows => NameOf(change),
        _ => null,
    };

    private static ObjectName NameOf(Change change) => change is CreateIndex create ? create.Index.Table : change.Subject!.Name; // all of these have a table

    private static string? ColumnOf(Change change) => change switch
    {
        DropColumn drop => drop.Column,
        RenameColumn rename => rename.Column,
        ChangeColumnType alter => alter.Column,
        SetColumnDefault set => set.Column,
        DropColumnDefault drop => drop.Column,
        SetNotNull set => set.Column,
        DropNotNull drop => drop.Column,
        _ => null,
    };

    // ALTER TABLE does its commands in an order of its own.
    private static bool Readded(string column, RuleContext context) => context.Statement.Changes.Count > 1
        && context.Statement.Changes.Any(other => !ReferenceEquals(other, context.Change) && (other is AddColumn add ? add.Column.Name : ColumnOf(other)) == column);

    // What an extension made is not in the history, and neither is what the engine brings along.
    private static bool IsSurelyMissing(ObjectName name, RuleContext context) =>
        context is { BaselineIsKnown: true, Before.IsComplete: true } && !name.Name.StartsWith("pg_", StringComparison.Ordinal) && name.Schema is not ("pg_catalog" or "information_schema" or "pg_temp")
        && !context.Before.Snapshot.Objects.Any(item => item is Extension || (item.Id.Part is null && item.Id.Name.Name == name.Name && (item.Id.IsRelation || item.Id.Kind == ObjectKind.Other)));

    private static readonly HashSet<string> SystemColumns = new(StringComparer.Ordinal) { "ctid", "xmin", "xmax", "cmin", "cmax", "tableoid", "oid" };

    [GeneratedRegex(@"\bIF\s+(NOT\s+)?EXISTS\b", RegexOptions.IgnoreCase)]
    private static partial Regex Conditional();
}
