using System.Text.Json;
using System.Text.RegularExpressions;

namespace ChangeGate.TestKit;

/// <summary>
/// Holds a document against a JSON Schema, as far as the schemas here go; it throws at a keyword that it does not know. Stricter than the standard in one
/// point: a property that the schema does not describe is a problem unless it says that others may be there, because a published schema must tell all that is there.
/// </summary>
public sealed class JsonSchema(JsonElement root)
{
    public static JsonSchema Read(string path) => new(JsonDocument.Parse(File.ReadAllText(path)).RootElement);

    /// <summary>What is wrong, each with its place; empty when the document fits.</summary>
    public IReadOnlyList<string> Problems(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. Check(document.RootElement, root, "$")];
    }

    private IEnumerable<string> Check(JsonElement value, JsonElement schema, string place)
    {
        foreach (var keyword in schema.EnumerateObject())
        {
            foreach (var problem in CheckKeyword(value, schema, keyword, place))
            {
                yield return problem;
            }
        }
    }

    private IEnumerable<string> CheckKeyword(JsonElement value, JsonElement schema, JsonProperty keyword, string place) => keyword.Name switch
    {
        "$schema" or "$id" or "id" or "$defs" or "definitions" or "title" or "description" or "default" or "format" => [],
        "$ref" => Check(value, Resolve(keyword.Value.GetString()!), place),
        "type" => Unless(Types(keyword.Value).Any(type => IsOf(value, type)), $"{place} is {value.ValueKind}, not {keyword.Value}"),
        "const" => Unless(JsonElement.DeepEquals(value, keyword.Value), $"{place} is {value}, not {keyword.Value}"),
        "enum" => Unless(keyword.Value.EnumerateArray().Any(allowed => JsonElement.DeepEquals(value, allowed)), $"{place} is {value}, none of {keyword.Value}"),
        "pattern" => Unless(value.ValueKind != JsonValueKind.String || Regex.IsMatch(value.GetString()!, keyword.Value.GetString()!), $"{place} is {value}, which does not match {keyword.Value}"),
        "minimum" => Unless(value.ValueKind != JsonValueKind.Number || value.GetDouble() >= keyword.Value.GetDouble(), $"{place} is {value}, under {keyword.Value}"),
        "maximum" => Unless(value.ValueKind != JsonValueKind.Number || value.GetDouble() <= keyword.Value.GetDouble(), $"{place} is {value}, over {keyword.Value}"),
        "items" => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().SelectMany((item, index) => Check(item, keyword.Value, $"{place}[{index}]")) : [],
        "minItems" => Unless(value.ValueKind != JsonValueKind.Array || value.GetArrayLength() >= keyword.Value.GetInt32(), $"{place} has fewer than {keyword.Value} items"),
        "uniqueItems" => Unless(value.ValueKind != JsonValueKind.Array || value.EnumerateArray().Select(item => item.GetRawText()).Distinct().Count() == value.GetArrayLength(), $"{place} has an item twice"),
        "anyOf" => Unless(Fitting(value, keyword.Value, place) > 0, $"{place} fits none of {keyword.Value}"),
        "oneOf" => Unless(Fitting(value, keyword.Value, place) == 1, $"{place} does not fit exactly one of {keyword.Value}"),
        "additionalProperties" => value.ValueKind == JsonValueKind.Object && keyword.Value.ValueKind == JsonValueKind.Object ? CheckOthers(value, schema, keyword.Value, place) : [],
        "required" => value.ValueKind == JsonValueKind.Object
            ? keyword.Value.EnumerateArray().Where(name => !value.TryGetProperty(name.GetString()!, out _)).Select(name => $"{place} has no '{name}'")
            : [],
        "properties" => value.ValueKind == JsonValueKind.Object ? CheckProperties(value, keyword.Value, schema, place) : [],
        _ => throw new NotSupportedException($"JSON Schema keyword '{keyword.Name}' at {place} of {schema}."),
    };

    private int Fitting(JsonElement value, JsonElement schemas, string place) => schemas.EnumerateArray().Count(schema => !Check(value, schema, place).Any());

    private IEnumerable<string> CheckOthers(JsonElement value, JsonElement schema, JsonElement others, string place) => value.EnumerateObject()
        .Where(property => !schema.TryGetProperty("properties", out var known) || !known.TryGetProperty(property.Name, out _))
        .SelectMany(property => Check(property.Value, others, $"{place}.{property.Name}"));

    private IEnumerable<string> CheckProperties(JsonElement value, JsonElement properties, JsonElement of, string place)
    {
        var names = new HashSet<string>();

        foreach (var property in value.EnumerateObject())
        {
            if (!names.Add(property.Name))
            {
                yield return $"{place} has '{property.Name}' twice";
            }

            if (!properties.TryGetProperty(property.Name, out var schema))
            {
                if (of.TryGetProperty("additionalProperties", out var others) && others.ValueKind is JsonValueKind.True or JsonValueKind.Object)
                {
                    continue;
                }

                yield return $"{place} has '{property.Name}', which the schema does not describe";
                continue;
            }

            foreach (var problem in Check(property.Value, schema, $"{place}.{property.Name}"))
            {
                yield return problem;
            }
        }
    }

    private JsonElement Resolve(string reference) =>
        reference.TrimStart('#', '/').Split('/').Aggregate(root, (element, name) => element.GetProperty(name));

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(name => name.GetString()!) : [type.GetString()!];

    private static bool IsOf(JsonElement value, string type) => (type, value.ValueKind) switch
    {
        ("object", JsonValueKind.Object) or ("array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("null", JsonValueKind.Null) or ("number", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => value.TryGetInt64(out _),
        _ => false,
    };

    private static IEnumerable<string> Unless(bool holds, string problem) => holds ? [] : [problem];
}
