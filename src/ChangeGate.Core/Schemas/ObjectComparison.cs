using System.Diagnostics;
using ChangeGate.Changes;

namespace ChangeGate.Schemas;

/// <summary>Two objects other than tables that are both there.</summary>
internal static class ObjectComparison
{
    public static IEnumerable<Difference> Compare(SchemaObject before, SchemaObject after)
    {
        var details = Details.Of([.. Aspects(before, after), ("comment", before.Comment, after.Comment)]).ToList();
        var isRenamed = before.Id.ToString() != after.Id.ToString();

        if (isRenamed)
        {
            yield return new Difference(after.Id, DifferenceKind.Renamed, [.. details]) { Before = before.Id };
        }
        else if (details.Count > 0)
        {
            yield return new Difference(after.Id, DifferenceKind.Changed, [.. details]);
        }
    }

    private static IEnumerable<(string What, string? Before, string? After)> Aspects(SchemaObject before, SchemaObject after) => (before, after) switch
    {
        (Index one, Index other) => [("definition", IndexText.Of(one.Definition), IndexText.Of(other.Definition)), ("valid", Details.OnOff(one.Valid), Details.OnOff(other.Valid))],
        (View one, View other) => [("query", one.Query, other.Query), ("columns", Details.List(one.Columns), Details.List(other.Columns))],
        (Sequence one, Sequence other) => [("options", Details.List(one.Options), Details.List(other.Options)), ("owned by", one.OwnedBy?.ToString(), other.OwnedBy?.ToString())],
        (UserType one, UserType other) => OfTypes(one, other),
        (Function one, Function other) => OfFunctions(one, other),
        (Trigger one, Trigger other) => [("definition", one.Definition, other.Definition), ("enabled", Details.OnOff(one.Enabled), Details.OnOff(other.Enabled))],
        (RowPolicy one, RowPolicy other) => [("definition", one.Definition, other.Definition)],
        (Extension one, Extension other) => [("schema", one.InSchema, other.InSchema)],
        (Privilege one, Privilege other) => [("privileges", Details.List(one.Privileges), Details.List(other.Privileges))],
        (OtherObject one, OtherObject other) => [("definition", one.Definition, other.Definition)],
        (NamedSchema, NamedSchema) => [],
        _ => throw new UnreachableException($"{before.GetType().Name} and {after.GetType().Name} cannot have one id."),
    };

    private static IEnumerable<(string What, string? Before, string? After)> OfTypes(UserType before, UserType after) =>
    [
        ("kind", Details.Word(before.TypeKind), Details.Word(after.TypeKind)),
        ("labels", Details.List(before.Labels), Details.List(after.Labels)),
        ("fields", Details.List(before.Fields.Select(Field)), Details.List(after.Fields.Select(Field))),
        ("base type", before.BaseType?.ToString(), after.BaseType?.ToString()),
        ("not null", Details.OnOff(before.NotNull), Details.OnOff(after.NotNull)),
        ("default", before.Default, after.Default),
        ("constraints", Details.List(before.Constraints.Select(Constraint)), Details.List(after.Constraints.Select(Constraint))),
        ("definition", before.Definition, after.Definition),
    ];

    private static IEnumerable<(string What, string? Before, string? After)> OfFunctions(Function before, Function after) =>
    [
        ("returns", before.Returns, after.Returns),
        ("language", before.Language, after.Language),
        ("security", before.SecurityDefiner ? "definer" : "invoker", after.SecurityDefiner ? "definer" : "invoker"),
        ("kind", before.IsProcedure ? "procedure" : "function", after.IsProcedure ? "procedure" : "function"),
        ("body", before.Body, after.Body),
        ("definition", before.Definition, after.Definition),
    ];

    private static string Field(ColumnDefinition field) => $"{field.Name} {field.Type}{(field.Collation is null ? "" : $" collate {field.Collation}")}";

    private static string Constraint(ConstraintDefinition constraint) => $"{constraint.Name} {ConstraintText.Of(constraint)}";
}
