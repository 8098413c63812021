using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

internal static class DomainConstraints
{
    public static UserType Add(SchemaEdit schema, UserType type, ConstraintDefinition constraint)
    {
        if (constraint.Kind == ConstraintKind.NotNull)
        {
            return type with { NotNull = true };
        }

        var name = constraint.Name ?? FreeName(type, schema);

        return type with { Constraints = ConstraintFold.Sort(type.Constraints.Append(constraint with { Name = name })) };
    }

    // ChooseConstraintName(domainName, NULL, "check", …).
    private static string FreeName(UserType type, SchemaEdit schema)
    {
        var name = EngineNames.Make(type.Id.Name.Name, null, "check");

        for (var pass = 1; type.Constraints.Any(one => one.Name == name) || IsTaken(schema, type.Id.Name, name); pass++)
        {
            name = EngineNames.Make(type.Id.Name.Name, null, $"check{pass}");
        }

        return name;
    }

    private static bool IsTaken(SchemaEdit schema, ObjectName type, string name) =>
        schema.Snapshot.HasReferrers(SchemaLinks.ByName(ObjectKind.Constraint, type.Schema, name));
}
