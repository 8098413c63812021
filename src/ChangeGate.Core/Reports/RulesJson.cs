using System.Text.Json;
using ChangeGate.Changes;
using ChangeGate.Rules;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>The catalogue for programs: <c>changegate/rules/v1</c>.</summary>
internal static class RulesJson
{
    public static void Write(Utf8JsonWriter writer, IEnumerable<Rule> rules)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", "changegate/rules/v1");
        writer.WriteArray("rules", rules, WriteRule);
        writer.WriteEndObject();
    }

    private static void WriteRule(Utf8JsonWriter writer, Rule rule)
    {
        writer.WriteStartObject();
        writer.WriteString("rule", rule.Doc.Name);
        writer.WriteString("id", rule.Doc.Id);
        writer.WriteString("family", rule.Doc.Family);
        writer.WriteStrings("engines", rule.Doc.Dialects.Select(dialect => dialect.ToKeyword()));
        writer.WriteStrings("hazards", rule.Doc.Hazards.Select(hazard => hazard.ToKeyword()));
        writer.WriteString("default", rule.Doc.DefaultOn ? "on" : "off");
        writer.WriteString("page", $"docs/rules/{rule.Doc.Name}.md");
        writer.WriteEndObject();
    }
}
