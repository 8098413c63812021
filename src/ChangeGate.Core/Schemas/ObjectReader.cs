using ChangeGate.Changes;

namespace ChangeGate.Schemas;

/// <summary>Objects from the JSON that <see cref="ObjectJson"/> writes.</summary>
internal static class ObjectReader
{
    public static SchemaObject Read(JsonCursor json)
    {
        var id = json.Id();
        SchemaObject value = id.Kind switch
        {
            ObjectKind.Table => ReadTable(json, id),
            ObjectKind.Index => new Index { Id = id, Definition = DefinitionReader.Index(json), Valid = !json.Flag("invalid"), Constraint = json.Optional("constraint") },
            ObjectKind.View or ObjectKind.MaterializedView =>
                new View
                {
                    Id = id,
                    Definition = json.Text("definition"),
                    Query = json.Text("query"),
                    Columns = json.Texts("columns"),
                    Outputs = [.. json.Items("outputs").Select(static item => new QueryOutput(item.Optional("name"), item.Type("type"), item.Optional("collation")))],
                },
            ObjectKind.Sequence => new Sequence { Id = id, Options = json.Texts("options"), OwnedBy = json.Object("ownedBy")?.Id(), OfIdentity = json.Flag("ofIdentity") },
            ObjectKind.Type => ReadType(json, id),
            ObjectKind.Function => ReadFunction(json, id),
            ObjectKind.Trigger => new Trigger { Id = id, Definition = json.Text("definition"), Enabled = !json.Flag("disabled") },
            ObjectKind.Policy => new RowPolicy { Id = id, Definition = json.Text("definition") },
            ObjectKind.Schema => new NamedSchema { Id = id },
            ObjectKind.Extension => new Extension { Id = id, InSchema = json.Optional("inSchema") },
            ObjectKind.Privilege => ReadPrivilege(json, id),
            ObjectKind.Other => new OtherObject { Id = id, Definition = json.Optional("definition") },
            _ => throw json.Expected("a kind that stands by itself"),
        };

        return value with { Comment = json.Optional("comment"), DependsOn = [.. json.Items("dependsOn").Select(item => item.Id())] };
    }

    private static Table ReadTable(JsonCursor json, ObjectId id) => new()
    {
        Id = id,
        Columns = [.. json.Items("columns").Select(DefinitionReader.Column)],
        Constraints = [.. json.Items("constraints").Select(DefinitionReader.Constraint)],
        Persistence = json.Choice<Persistence>("persistence"),
        PartitionBy = json.Optional("partitionBy"),
        PartitionOf = json.Name("partitionOf"),
        PartitionBound = json.Optional("partitionBound"),
        Inherits = [.. json.Items("inherits").Select(item => item.Name())],
        RowSecurity = json.Flag("rowSecurity"),
        ForceRowSecurity = json.Flag("forceRowSecurity"),
        Options = json.Texts("options"),
        ColumnsKnown = !json.Flag("columnsUnknown"),
    };

    private static UserType ReadType(JsonCursor json, ObjectId id)
    {
        _ = json.Required("typeKind");

        return new UserType
        {
            Id = id,
            TypeKind = json.Choice<UserTypeKind>("typeKind"),
            Definition = json.Optional("definition"),
            Labels = json.Texts("labels"),
            Fields = [.. json.Items("fields").Select(DefinitionReader.Column)],
            BaseType = json.Type("baseType"),
            NotNull = json.Flag("notNull"),
            Default = json.Optional("default"),
            Constraints = [.. json.Items("constraints").Select(DefinitionReader.Constraint)],
        };
    }

    private static Function ReadFunction(JsonCursor json, ObjectId id) => new()
    {
        Id = id,
        Definition = json.Text("definition"),
        Returns = json.Optional("returns"),
        Language = json.Text("language"),
        Body = json.Optional("body"),
        IsProcedure = json.Flag("procedure"),
        SecurityDefiner = json.Flag("securityDefiner"),
    };

    private static Privilege ReadPrivilege(JsonCursor json, ObjectId id) => new()
    {
        Id = id,
        On = json.Object("on")?.Id() ?? throw json.Expected("a member \"on\""),
        Grantee = json.Text("grantee"),
        Privileges = json.Texts("privileges"),
    };
}
