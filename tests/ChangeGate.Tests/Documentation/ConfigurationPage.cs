using System.Text;
using System.Text.Json;
using YamlDotNet.RepresentationModel;

namespace ChangeGate.Tests.Documentation;

/// <summary>Writes <c>docs/configuration.md</c> from the schema of the configuration, with examples out of a configuration that has every key.</summary>
/// <param name="schema">The root of <c>changegate.schema.json</c>.</param>
/// <param name="example">The root of <c>configuration.example.yml</c>.</param>
internal sealed class ConfigurationPage(JsonElement schema, YamlMappingNode example)
{
    private const string Root = "changegate.yml";

    private readonly Dictionary<(string Section, string Key), YamlNode> _examples = [];

    /// <summary>Every section with its schema, the root first.</summary>
    private IEnumerable<(string Name, JsonElement Schema)> Sections => schema.GetProperty("$defs").EnumerateObject()
        .Where(static definition => definition.Value.TryGetProperty("properties", out _))
        .Select(static definition => (definition.Name, definition.Value))
        .Prepend((Root, schema));

    /// <summary>Keys that the example does not have; the page would have nothing to show of them.</summary>
    public IReadOnlyList<string> WithoutExample()
    {
        Collect(example, schema);

        return Where((section, key) => !_examples.ContainsKey((section, key.Name)));
    }

    /// <summary>Keys of which the schema does not say what they mean.</summary>
    public IReadOnlyList<string> WithoutDescription() => Where((_, key) => MeaningOf(key.Value) is null);

    public string Render()
    {
        Collect(example, schema);
        var page = new StringBuilder("""
            # Configuration

            Every key of `changegate.yml`, written from its [schema](schema/changegate.schema.json), which editors read too. The examples are of [one configuration](configuration.example.yml) that has every key; the tests read it as the gate does. The gate reads its configuration from the base branch, never from a proposal.

            """);

        foreach (var (name, section) in Sections)
        {
            var required = section.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(static one => one.GetString()).ToHashSet() : [];
            page.Append($"\n## {name}\n\n");

            if (section.TryGetProperty("description", out var description))
            {
                page.Append($"{description.GetString()}\n\n");
            }

            page.Append("| key | type | default | means | example |\n|---|---|---|---|---|\n");

            foreach (var key in section.GetProperty("properties").EnumerateObject())
            {
                page.Append($"| `{key.Name}` | {Cell(TypeOf(key.Value))} | {(required.Contains(key.Name) ? "required" : DefaultOf(key.Value))} | {Cell(MeaningOf(key.Value) ?? "")} | {Example(name, key.Name)} |\n");
            }
        }

        return page.ToString();
    }

    private void Collect(YamlNode node, JsonElement of)
    {
        foreach (var (name, alternative) in Alternatives(of))
        {
            if (node is YamlSequenceNode list && alternative.TryGetProperty("items", out var items))
            {
                foreach (var item in list)
                {
                    Collect(item, items);
                }
            }
            else if (node is YamlMappingNode mapping)
            {
                foreach (var (key, value) in mapping.Children)
                {
                    var written = ((YamlScalarNode)key).Value!;

                    if (alternative.TryGetProperty("properties", out var properties) && properties.TryGetProperty(written, out var property))
                    {
                        _examples.TryAdd((name, written), value);
                        Collect(value, property);
                    }
                    else if (alternative.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object)
                    {
                        Collect(value, others);
                    }
                }
            }
        }
    }

    /// <summary>What it may be, each with the name of its definition.</summary>
    private IEnumerable<(string Name, JsonElement Schema)> Alternatives(JsonElement of, string name = Root)
    {
        if (of.TryGetProperty("$ref", out var reference))
        {
            var definition = reference.GetString()!.Split('/')[^1];

            return Alternatives(schema.GetProperty("$defs").GetProperty(definition), definition);
        }

        return of.TryGetProperty("properties", out _) ? [(name, of)]
            : of.TryGetProperty("anyOf", out var some) || of.TryGetProperty("oneOf", out some) ? some.EnumerateArray().SelectMany(one => Alternatives(one, name))
            : [(name, of)];
    }

    private string TypeOf(JsonElement of) => string.Join(" or ", Alternatives(of).Select(alternative => TypeOf(alternative.Name, alternative.Schema)).Distinct());

    private string TypeOf(string name, JsonElement of) =>
        of.TryGetProperty("properties", out _) ? $"[{name}](#{name.ToLowerInvariant()})"
        : of.TryGetProperty("enum", out var words) ? string.Join(", ", words.EnumerateArray().Select(static word => $"`{word}`"))
        : of.TryGetProperty("const", out var only) ? $"`{only}`"
        : of.GetProperty("type").GetString() switch
        {
            "array" => $"list of {TypeOf(of.GetProperty("items"))}",
            "object" => $"by name: {TypeOf(of.GetProperty("additionalProperties"))}",
            "integer" => of.TryGetProperty("maximum", out var most) ? $"{of.GetProperty("minimum")} to {most}" : $"from {of.GetProperty("minimum")}",
            "boolean" => "`true`, `false`",
            "string" when of.TryGetProperty("pattern", out var pattern) && pattern.GetString()!.Contains("min|", StringComparison.Ordinal) => pattern.GetString()!.Contains("none", StringComparison.Ordinal) ? "`none` or a duration" : "duration",
            "string" when of.TryGetProperty("pattern", out var pattern) && pattern.GetString()!.Contains("day", StringComparison.Ordinal) => "days or hours",
            _ => "text",
        };

    private string Example(string section, string key) => _examples.TryGetValue((section, key), out var value) && Inline(value) is { } text ? $"`{Cell(text)}`" : "";

    /// <returns>null where it is a section of its own, with examples there.</returns>
    private static string? Inline(YamlNode node) => node switch
    {
        YamlScalarNode { Style: YamlDotNet.Core.ScalarStyle.DoubleQuoted } text => $"\"{text.Value}\"",
        YamlScalarNode text => text.Value,
        YamlSequenceNode list when list.All(static item => item is YamlScalarNode) => $"[{string.Join(", ", list.Select(Inline))}]",
        YamlMappingNode mapping when mapping.Children.Count <= 3 && mapping.Children.Values.All(static value => value is YamlScalarNode) => $"{{ {string.Join(", ", mapping.Children.Select(static pair => $"{pair.Key}: {Inline(pair.Value)}"))} }}",
        _ => null,
    };

    private static string DefaultOf(JsonElement of) => of.TryGetProperty("default", out var value) ? $"`{(value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText())}`" : "";

    private static string? Text(JsonElement of) => of.TryGetProperty("description", out var text) ? text.GetString() : null;

    /// <summary>Its own words, or those of what it refers to.</summary>
    private string? MeaningOf(JsonElement of) => Text(of) ?? Text(Resolve(of));

    private IReadOnlyList<string> Where(Func<string, JsonProperty, bool> holds) =>
        [.. Sections.SelectMany(section => section.Schema.GetProperty("properties").EnumerateObject().Where(key => holds(section.Name, key)).Select(key => $"{section.Name}.{key.Name}"))];

    private JsonElement Resolve(JsonElement of) => of.TryGetProperty("$ref", out var reference) ? schema.GetProperty("$defs").GetProperty(reference.GetString()!.Split('/')[^1]) : of;

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
