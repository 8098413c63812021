using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Rules;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Policies;

/// <summary>Reads <c>when:</c>.</summary>
internal static class ConditionReader
{
    public static Condition Read(ConfigurationNode node, IReadOnlyCollection<string> targets)
    {
        var section = Section.Read(node, "`when`", ConfigurationKeys.Condition);

        return new Condition
        {
            Hazards = Words<Hazard>(section, "hazard"),
            Rules = [.. Texts(section, "rule").Select(entry => ReadRule(entry.Value, entry.Place))],
            RiskAtLeast = section.Find("risk") is { } risk ? ReadLevel(risk) : null,
            Author = section.FindWord("author", ["agent", "person"]) is { } author ? Keywords.Read<AuthorKind>(author) : null,
            Environment = section.FindWord("environment", [.. Keywords.All<EnvironmentClass>()]) is { } environment ? Keywords.Read<EnvironmentClass>(environment) : null,
            Targets = [.. Texts(section, "target").Select(entry => Section.Word(entry.Value, entry.Place, "`target`", targets))],
            Migrations = Words<MigrationCondition>(section, "migration"),
            Objects = [.. Texts(section, "object").Select(entry => entry.Value)],
        };
    }

    /// <summary>A misspelt rule would never apply, and nobody would notice.</summary>
    private static string ReadRule(string written, Place place)
    {
        if (RuleCatalog.Find(written) is not null)
        {
            return written;
        }

        var near = NearestName.To(written, RuleCatalog.All.SelectMany(rule => new[] { rule.Doc.Name, rule.Doc.Id }));
        throw place.Error(
            $"`rule` is {ConfigurationNode.Quote(written)}, and there is no such rule.",
            $"{(near is null ? "" : $"Did you mean `{near}`? ")}`changegate rules` lists them all.");
    }

    private static RiskLevel ReadLevel(ConfigurationNode node)
    {
        var section = Section.Read(node, "`risk`", ConfigurationKeys.Risk);
        section.Require("atLeast", "`moderate`, `high` or `critical`");
        return Keywords.Read<RiskLevel>(section.FindWord("atLeast", [.. Keywords.All<RiskLevel>()])!);
    }

    private static EquatableList<T> Words<T>(Section section, string key)
        where T : struct, Enum =>
        [.. Texts(section, key).Select(entry => Keywords.Read<T>(Section.Word(entry.Value, entry.Place, $"`{key}`", [.. Keywords.All<T>()])))];

    private static IEnumerable<(string Value, Place Place)> Texts(Section section, string key) =>
        section.Find(key) is { } node ? Section.Texts(node, $"`{key}`") : [];
}
