using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Changes;
using ChangeGate.Signatures;

namespace ChangeGate.Evidence;

/// <summary>Names in their parts: a dot inside a name stays inside it.</summary>
internal static class RecordedNames
{
    public static JsonObject Write(ObjectName name) => new() { ["schema"] = name.Schema, ["name"] = name.Name };

    public static JsonObject Write(ObjectId id) => new()
    {
        ["kind"] = Keywords.Write(id.Kind),
        ["schema"] = id.Name.Schema,
        ["name"] = id.Name.Name,
        ["part"] = id.Part,
    };

    public static ObjectName Read(JsonElement element) => new(element.OptionalText("schema"), element.Text("name"));

    public static ObjectId ReadId(JsonElement element) => new(element.Keyword<ObjectKind>("kind"), Read(element), element.OptionalText("part"));
}
