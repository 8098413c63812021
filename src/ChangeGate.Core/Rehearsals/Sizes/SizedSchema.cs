using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rehearsals.Sizes;

/// <summary>A schema that asks of rows what a script is going to ask of them: over such rows it runs, and takes the time that it takes.</summary>
public static class SizedSchema
{
    /// <param name="script">That is to run.</param>
    /// <param name="before">It.</param>
    /// <param name="dialect">Of both.</param>
    public static SchemaSnapshot For(Script script, SchemaSnapshot before, ISqlDialect dialect)
    {
        var after = SchemaState.From(before, dialect).Apply(script).Snapshot;
        var demanding = before.Tables.ToList().Aggregate(before, (schema, table) => after.Find<Table>(table.Id) is { } reached ? schema.With(Demanding(table, reached)) : schema);

        return after.Objects.OfType<Schemas.Index>().Where(index => index.Definition.Unique && IsOver(before, index) && !before.Contains(index.Id)).ToList().Aggregate(demanding, static (schema, index) => schema.With(index));
    }

    private static bool IsOver(SchemaSnapshot before, Schemas.Index index) =>
        before.Find<Table>(ObjectId.Table(index.Definition.Table)) is { } table && index.Definition.Elements.All(element => element.Column is { } name && table.Column(name) is not null);

    private static Table Demanding(Table before, Table after)
    {
        var names = before.Columns.Select(static column => column.Name).ToHashSet(StringComparer.Ordinal);
        var hasNew = after.Columns.Any(column => !names.Contains(column.Name));

        return before with
        {
            Columns = [.. before.Columns.Select(column => column with { NotNull = column.NotNull || after.Column(column.Name) is { NotNull: true } })],
            Constraints =
            [
                .. before.Constraints,
                .. after.Constraints.Where(constraint => !before.Constraints.Contains(constraint) && constraint.Columns.All(names.Contains) && (constraint.Columns.Count > 0 || !hasNew)),
            ],
        };
    }
}
