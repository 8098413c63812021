using System.Diagnostics;
using System.Text;
using System.Text.Json;
using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Schemas;

/// <summary>An object as JSON: members in a fixed order, and none that is null, empty, false or the usual.</summary>
internal static class ObjectJson
{
    public static string Write(SchemaObject value) => Write(json => Write(json, value));

    public static string WriteId(ObjectId id) => Write(json => WriteId(json, null, id));

    public static void Write(Utf8JsonWriter json, SchemaObject value)
    {
        json.WriteStartObject();
        WriteIdMembers(json, value.Id);

        switch (value)
        {
            case Table table:
                WriteTable(json, table);
                break;
            case Index index:
                DefinitionJson.WriteIndex(json, index.Definition);
                json.Flag("invalid", !index.Valid);
                json.Optional("constraint", index.Constraint);
                break;
            case View view:
                json.Text("definition", view.Definition);
                json.Text("query", view.Query);
                json.Texts("columns", view.Columns);
                json.List("outputs", view.Outputs, output => WriteOutput(json, output));
                break;
            case Sequence sequence:
                json.Texts("options", sequence.Options);
                WriteOptionalId(json, "ownedBy", sequence.OwnedBy);
                json.Flag("ofIdentity", sequence.OfIdentity);
                break;
            case UserType type:
                WriteType(json, type);
                break;
            case Function function:
                WriteFunction(json, function);
                break;
            case Trigger trigger:
                json.Text("definition", trigger.Definition);
                json.Flag("disabled", !trigger.Enabled);
                break;
            case RowPolicy policy:
                json.Text("definition", policy.Definition);
                break;
            case Extension extension:
                json.Optional("inSchema", extension.InSchema);
                break;
            case Privilege privilege:
                WriteId(json, "on", privilege.On);
                json.Text("grantee", privilege.Grantee);
                json.Texts("privileges", privilege.Privileges);
                break;
            case OtherObject other:
                json.Optional("definition", other.Definition);
                break;
            case NamedSchema:
                break;
            default:
                throw new UnreachableException($"No JSON for {value.GetType().Name}.");
        }

        json.Optional("comment", value.Comment);
        json.List("dependsOn", value.DependsOn, id => WriteId(json, null, id));
        json.WriteEndObject();
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();

        using (var json = new Utf8JsonWriter(stream))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void WriteId(Utf8JsonWriter json, string? member, ObjectId id)
    {
        if (member is not null)
        {
            json.WritePropertyName(member);
        }

        json.WriteStartObject();
        WriteIdMembers(json, id);
        json.WriteEndObject();
    }

    private static void WriteOptionalId(Utf8JsonWriter json, string member, ObjectId? id)
    {
        if (id is { } known)
        {
            WriteId(json, member, known);
        }
    }

    private static void WriteIdMembers(Utf8JsonWriter json, ObjectId id)
    {
        json.WriteString("kind", KebabCase.From(id.Kind.ToString()));
        json.Optional("schema", id.Name.Schema);
        json.WriteString("name", id.Name.Name);
        json.Optional("part", id.Part);
    }

    private static void WriteOutput(Utf8JsonWriter json, QueryOutput output)
    {
        json.WriteStartObject();
        json.Optional("name", output.Name);
        json.Type("type", output.Type);
        json.Optional("collation", output.Collation);
        json.WriteEndObject();
    }

    private static void WriteTable(Utf8JsonWriter json, Table table)
    {
        json.List("columns", table.Columns, column => DefinitionJson.WriteColumn(json, column));
        json.List("constraints", table.Constraints, constraint => DefinitionJson.WriteConstraint(json, constraint));
        json.Choice("persistence", table.Persistence);
        json.Optional("partitionBy", table.PartitionBy);
        json.Name("partitionOf", table.PartitionOf);
        json.Optional("partitionBound", table.PartitionBound);
        json.List("inherits", table.Inherits, parent => DefinitionJson.WriteName(json, parent));
        json.Flag("rowSecurity", table.RowSecurity);
        json.Flag("forceRowSecurity", table.ForceRowSecurity);
        json.Texts("options", table.Options);
        json.Flag("columnsUnknown", !table.ColumnsKnown);
    }

    private static void WriteType(Utf8JsonWriter json, UserType type)
    {
        json.WriteString("typeKind", KebabCase.From(type.TypeKind.ToString()));
        json.Optional("definition", type.Definition);
        json.Texts("labels", type.Labels);
        json.List("fields", type.Fields, field => DefinitionJson.WriteColumn(json, field));
        json.Type("baseType", type.BaseType);
        json.Flag("notNull", type.NotNull);
        json.Optional("default", type.Default);
        json.List("constraints", type.Constraints, constraint => DefinitionJson.WriteConstraint(json, constraint));
    }

    private static void WriteFunction(Utf8JsonWriter json, Function function)
    {
        json.Text("definition", function.Definition);
        json.Optional("returns", function.Returns);
        json.Text("language", function.Language);
        json.Optional("body", function.Body);
        json.Flag("procedure", function.IsProcedure);
        json.Flag("securityDefiner", function.SecurityDefiner);
    }
}
