using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Schemas.Folding;

/// <summary>A column's new name, in everything that names the column.</summary>
internal static class ColumnRenaming
{
    public static void Rename(SchemaEdit schema, RenameColumn rename)
    {
        if (schema.FindRelation(rename.Table) is not { } relation)
        {
            return;
        }

        if (relation is View view)
        {
            schema.Put(view with
            {
                Columns = Replace(view.Columns, rename, schema.Names),
                Outputs = [.. view.Outputs.Select(output => schema.Names.Equals(output.Name, rename.Column) ? output with { Name = rename.NewName } : output)],
            });
            return;
        }

        if (relation is Table table && (table.Column(rename.Column) is not null || !table.ColumnsKnown))
        {
            foreach (var one in PartitionFold.WithHeirs(schema, table))
            {
                RenameIn(schema, one, rename with { Table = one.Id.Name, Column = table.Column(rename.Column)?.Name ?? rename.Column });
            }
        }
    }

    private static void RenameIn(SchemaEdit schema, Table table, RenameColumn rename)
    {
        var referrers = schema.Snapshot.Referrers(table.Id).ToList();
        schema.Put(table with
        {
            Columns = [.. table.Columns.Where(column => !IsReplaced(schema, column, rename)).Select(column => OfColumn(schema, column, rename))],
            Constraints = [.. table.Constraints.Select(constraint => OfConstraint(schema, constraint, rename))],
            PartitionBy = OfText(schema, table.PartitionBy, rename),
        });

        foreach (var referrer in referrers)
        {
            var renamed = OfReferrer(schema, referrer, rename);

            if (renamed != referrer)
            {
                if (renamed.Id != referrer.Id)
                {
                    schema.Remove(referrer.Id);
                }

                schema.Put(renamed);
            }
        }
    }

    // The engine would have refused: the name was free, so the column that the history still knows is gone.
    private static bool IsReplaced(SchemaEdit schema, ColumnDefinition column, RenameColumn rename) =>
        schema.Names.Equals(column.Name, rename.NewName) && !schema.Names.Equals(column.Name, rename.Column);

    private static SchemaObject OfReferrer(SchemaEdit schema, SchemaObject referrer, RenameColumn rename) => referrer switch
    {
        Index index => index with { Definition = OfIndex(schema, index.Definition, rename) },
        Table other when other.Constraints.Any(constraint => constraint.References is not null) => other with { Constraints = [.. other.Constraints.Select(constraint => OfReference(constraint, rename, schema.Names))] },
        Sequence { OwnedBy: { } owner } sequence when schema.Names.Equals(owner.Part, rename.Column) => sequence with { OwnedBy = owner with { Part = rename.NewName } },
        Trigger trigger when schema.IsPostgreSql && trigger.Id.Name == rename.Table => trigger with { Definition = IdentifierText.RenameInTrigger(trigger.Definition, rename.Column, rename.NewName, schema.Dialect) },
        Trigger trigger => trigger with { Definition = OfStatement(schema, trigger.Definition, rename, alone: !schema.IsPostgreSql) },
        RowPolicy policy => policy with { Definition = OfStatement(schema, policy.Definition, rename, alone: true) },
        View view => OfView(schema, view, rename),
        Privilege { On: { Kind: ObjectKind.Column } on } privilege when on == ObjectId.Column(rename.Table, rename.Column) =>
            Privilege.Of(on with { Part = rename.NewName }, privilege.Grantee, privilege.Privileges),
        _ => referrer,
    };

    // Where a view reads other relations too, a bare name may be theirs.
    private static View OfView(SchemaEdit schema, View view, RenameColumn rename)
    {
        var isAlone = view.DependsOn.Count(id => id.Kind is ObjectKind.Table or ObjectKind.View or ObjectKind.MaterializedView) <= 1;
        var renaming = new QueryRenaming(schema.Dialect, rename, isAlone);

        return view with { Query = renaming.In(view.Query), Definition = renaming.In(view.Definition) };
    }

    private static ColumnDefinition OfColumn(SchemaEdit schema, ColumnDefinition column, RenameColumn rename) => column with
    {
        Name = schema.Names.Equals(column.Name, rename.Column) ? rename.NewName : column.Name,
        GenerationExpression = OfText(schema, column.GenerationExpression, rename),
    };

    private static ConstraintDefinition OfConstraint(SchemaEdit schema, ConstraintDefinition constraint, RenameColumn rename) =>
        OfReference(constraint, rename, schema.Names) with
        {
            Columns = Replace(constraint.Columns, rename, schema.Names),
            Include = Replace(constraint.Include, rename, schema.Names),
            Expression = OfText(schema, constraint.Expression, rename),
        };

    private static ConstraintDefinition OfReference(ConstraintDefinition constraint, RenameColumn rename, StringComparer names) =>
        constraint.References is { } reference && names.Equals(reference.Table.Name, rename.Table.Name) && reference.Table.Schema == rename.Table.Schema
            ? constraint with { References = reference with { Columns = Replace(reference.Columns, rename, names) } }
            : constraint;

    private static IndexDefinition OfIndex(SchemaEdit schema, IndexDefinition index, RenameColumn rename) => index with
    {
        Elements = [.. index.Elements.Select(element => element with
        {
            Column = schema.Names.Equals(element.Column, rename.Column) ? rename.NewName : element.Column,
            Expression = OfText(schema, element.Expression, rename),
        })],
        Include = Replace(index.Include, rename, schema.Names),
        Where = OfText(schema, index.Where, rename),
    };

    private static EquatableList<string> Replace(EquatableList<string> columns, RenameColumn rename, StringComparer names) =>
        columns.Contains(rename.Column, names) ? [.. columns.Select(column => names.Equals(column, rename.Column) ? rename.NewName : column)] : columns;

    private static string? OfText(SchemaEdit schema, string? text, RenameColumn rename) =>
        text is null ? null : IdentifierText.RenameColumn(text, rename.Column, rename.NewName, schema.Dialect);

    private static string OfStatement(SchemaEdit schema, string text, RenameColumn rename, bool alone) => alone
        ? IdentifierText.RenameColumn(text, rename.Column, rename.NewName, schema.Dialect)
        : IdentifierText.RenameQualified(text, rename.Table.Name, rename.Column, rename.NewName, schema.Dialect);
}
