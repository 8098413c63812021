using System.Text.Json;
using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Schemas;

/// <summary>Members that are written only where they say something.</summary>
internal static class JsonMembers
{
    public static void Text(this Utf8JsonWriter json, string member, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            json.WriteString(member, text);
        }
    }

    /// <summary>Of a text that may be empty and yet be there.</summary>
    public static void Optional(this Utf8JsonWriter json, string member, string? text)
    {
        if (text is not null)
        {
            json.WriteString(member, text);
        }
    }

    public static void Flag(this Utf8JsonWriter json, string member, bool value)
    {
        if (value)
        {
            json.WriteBoolean(member, true);
        }
    }

    public static void Choice<T>(this Utf8JsonWriter json, string member, T value)
        where T : struct, Enum
    {
        if (!EqualityComparer<T>.Default.Equals(value, default))
        {
            json.WriteString(member, KebabCase.From(value.ToString()));
        }
    }

    public static void Texts(this Utf8JsonWriter json, string member, EquatableList<string> texts) => json.List(member, texts, json.WriteStringValue);

    public static void List<T>(this Utf8JsonWriter json, string member, EquatableList<T> items, Action<T> write)
    {
        if (items.Count == 0)
        {
            return;
        }

        json.WriteStartArray(member);

        foreach (var item in items)
        {
            write(item);
        }

        json.WriteEndArray();
    }

    public static void Name(this Utf8JsonWriter json, string member, ObjectName? name)
    {
        if (name is { } known)
        {
            json.WritePropertyName(member);
            DefinitionJson.WriteName(json, known);
        }
    }

    public static void Type(this Utf8JsonWriter json, string member, DataType? type)
    {
        if (type is null)
        {
            return;
        }

        json.WriteStartObject(member);
        json.Optional("schema", type.Schema);
        json.WriteString("name", type.Name);
        json.Texts("modifiers", type.Modifiers);

        if (type.ArrayDimensions > 0)
        {
            json.WriteNumber("arrayDimensions", type.ArrayDimensions);
        }

        json.WriteEndObject();
    }
}
