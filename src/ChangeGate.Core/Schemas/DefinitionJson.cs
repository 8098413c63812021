using System.Text.Json;
using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Schemas;

/// <summary>Columns, constraints and indexes as JSON, by the conventions of <see cref="ObjectJson"/>.</summary>
internal static class DefinitionJson
{
    public static void WriteColumn(Utf8JsonWriter json, ColumnDefinition column)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Name);
        json.Type("type", column.Type);
        json.Flag("notNull", column.NotNull);
        json.Optional("default", column.Default);
        json.Choice("generated", column.Generated);
        json.Optional("generationExpression", column.GenerationExpression);
        json.Choice("identity", column.Identity);
        json.Flag("serial", column.Serial);
        json.Flag("autoIncrement", column.AutoIncrement);
        json.Optional("collation", column.Collation);
        json.Texts("options", column.Options);
        json.Optional("comment", column.Comment);
        json.WriteEndObject();
    }

    public static void WriteConstraint(Utf8JsonWriter json, ConstraintDefinition constraint)
    {
        json.WriteStartObject();
        json.Optional("name", constraint.Name);
        json.WriteString("kind", KebabCase.From(constraint.Kind.ToString()));
        json.Texts("columns", constraint.Columns);
        json.Optional("expression", constraint.Expression);
        WriteReference(json, constraint.References);
        json.Flag("notValid", constraint.NotValid);
        json.Flag("notEnforced", constraint.NotEnforced);
        json.Flag("deferrable", constraint.Deferrable);
        json.Flag("initiallyDeferred", constraint.InitiallyDeferred);
        json.Flag("noInherit", constraint.NoInherit);
        json.Flag("nullsNotDistinct", constraint.NullsNotDistinct);
        json.Texts("include", constraint.Include);
        json.Optional("onConflict", constraint.OnConflict);
        json.Optional("usingIndex", constraint.UsingIndex);
        json.Optional("comment", constraint.Comment);
        json.WriteEndObject();
    }

    public static void WriteIndex(Utf8JsonWriter json, IndexDefinition index)
    {
        json.Name("table", index.Table);
        json.Optional("indexName", index.Name);
        json.List("elements", index.Elements, element => WriteElement(json, element));
        json.Flag("unique", index.Unique);
        json.Optional("method", index.Method == "btree" ? null : index.Method);
        json.Optional("where", index.Where);
        json.Texts("include", index.Include);
        json.Flag("nullsNotDistinct", index.NullsNotDistinct);
        json.Texts("options", index.Options);
    }

    public static void WriteName(Utf8JsonWriter json, ObjectName name)
    {
        json.WriteStartObject();
        json.Optional("schema", name.Schema);
        json.WriteString("name", name.Name);
        json.WriteEndObject();
    }

    private static void WriteElement(Utf8JsonWriter json, IndexElement element)
    {
        json.WriteStartObject();
        json.Optional("column", element.Column);
        json.Optional("expression", element.Expression);
        json.Optional("collation", element.Collation);
        json.Optional("operatorClass", element.OperatorClass);
        json.Flag("descending", element.Descending);

        if (element.NullsFirst is { } first)
        {
            json.WriteBoolean("nullsFirst", first);
        }

        json.WriteEndObject();
    }

    private static void WriteReference(Utf8JsonWriter json, ForeignKeyReference? reference)
    {
        if (reference is null)
        {
            return;
        }

        json.WriteStartObject("references");
        json.Name("table", reference.Table);
        json.Texts("columns", reference.Columns);
        json.Choice("onDelete", reference.OnDelete);
        json.Choice("onUpdate", reference.OnUpdate);
        json.Flag("matchFull", reference.MatchFull);
        json.WriteEndObject();
    }
}
