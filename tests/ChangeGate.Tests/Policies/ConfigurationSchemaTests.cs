using System.Reflection;
using System.Text.Json;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.Tests.Policies;

/// <summary>The schema that editors use and the reader know the same words.</summary>
internal sealed class ConfigurationSchemaTests
{
    private static readonly JsonElement Schema = JsonDocument.Parse(File.ReadAllText(Repository.PathTo("docs", "schema", "changegate.schema.json"))).RootElement;

    private static readonly Dictionary<string, string[]> Sections = typeof(ConfigurationKeys)
        .GetFields(BindingFlags.Static | BindingFlags.Public)
        .ToDictionary(field => KebabCase.From(field.Name), field => (string[])field.GetValue(null)!);

    private static IEnumerable<string> SectionNames() => Sections.Keys;

    [TestCaseSource(nameof(SectionNames))]
    public void A_section_has_the_same_keys_in_the_schema_and_in_the_reader(string name)
    {
        var section = name == "root" ? Schema : Schema.GetProperty("$defs").GetProperty(name);

        Assert.That(section.GetProperty("properties").EnumerateObject().Select(property => property.Name), Is.EquivalentTo(Sections[name]));
        Assert.That(section.GetProperty("additionalProperties").GetBoolean(), Is.False);
    }

    [Test]
    public void Every_section_of_the_schema_is_one_of_the_reader() =>
        Assert.That(
            Schema.GetProperty("$defs").EnumerateObject().Where(definition => definition.Value.TryGetProperty("properties", out _)).Select(definition => definition.Name),
            Is.EquivalentTo(Sections.Keys.Except(["root"])));

    [Test]
    public void Words_are_the_same_too()
    {
        Assert.That(Words("hazard"), Is.EquivalentTo(HazardNames.All));
        Assert.That(Words("state"), Is.EquivalentTo(Enum.GetNames<MigrationCondition>().Select(KebabCase.From)));
        Assert.That(Words("risk", "atLeast"), Is.EquivalentTo(Enum.GetNames<RiskLevel>().Select(KebabCase.From)));
        Assert.That(Words("condition", "environment"), Is.EquivalentTo(Enum.GetNames<EnvironmentClass>().Select(KebabCase.From)));
        Assert.That(Words("target", "layout"), Has.All.Matches<string>(layout => Reads($"layout: {layout}")));
        Assert.That(Words("journalKind"), Has.All.Matches<string>(journal => Reads($"journal: {journal}")));
        Assert.That(Words("target", "dialect"), Is.EquivalentTo(new[] { "postgresql", "sqlite" }));
    }

    private static bool Reads(string line) =>
        PolicyFile.Read(new SourceText("changegate.yml", $"version: 1\ntargets:\n  shop:\n    dialect: sqlite\n    migrations: m\n    {line}\n")).Targets.Count == 1;

    private static IEnumerable<string> Words(string definition, string? property = null)
    {
        var element = Schema.GetProperty("$defs").GetProperty(definition);
        element = property is null ? element : element.GetProperty("properties").GetProperty(property);

        return element.GetProperty("enum").EnumerateArray().Select(word => word.GetString()!);
    }
}
