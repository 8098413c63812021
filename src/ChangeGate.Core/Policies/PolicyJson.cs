using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Policies;

/// <summary>A policy as evidence keeps it: whole, so that whoever reads can decide again.</summary>
internal static class PolicyJson
{
    /// <summary>Of the usual mode of suppressions nothing is written: the text stays what it was.</summary>
    public static JsonObject Write(Policy policy)
    {
        var written = WriteUsual(policy);

        if (policy.Suppressions != SuppressionMode.Advice)
        {
            written["suppressions"] = Keyword<SuppressionMode>(policy.Suppressions);
        }

        return written;
    }

    private static JsonObject WriteUsual(Policy policy) => new()
    {
        ["digest"] = policy.Digest.ToString(),
        ["builtIn"] = policy.IsBuiltIn,
        ["approvalsValidForSeconds"] = (long)policy.ApprovalsValidFor.TotalSeconds,
        ["approvers"] = new JsonArray([.. policy.Approvers.Select(approver => new JsonObject
        {
            ["name"] = approver.Name,
            ["key"] = approver.PublicKeyPem,
            ["teams"] = Texts(approver.Teams),
            ["emails"] = Texts(approver.Emails),
        })]),
        ["clauses"] = WriteClauses(policy.Clauses),
    };

    public static JsonArray WriteClauses(EquatableList<Clause> clauses) => new([.. clauses.Select(clause => new JsonObject
    {
        ["name"] = clause.Name,
        ["when"] = WriteCondition(clause.When),
        ["require"] = clause.Require is { } require ? WriteRequirement(require) : null,
        ["deny"] = clause.Deny,
    })]);

    public static Policy Read(JsonElement element) => new()
    {
        Digest = Digest.TryParse(element.Text("digest"), out var digest) ? digest : throw new FormatException("has a policy without a digest"),
        IsBuiltIn = element.Flag("builtIn"),
        Suppressions = element.TryGetProperty("suppressions", out var mode) ? Keywords.Read<SuppressionMode>(mode.AsText("suppressions")) : SuppressionMode.Advice,
        ApprovalsValidFor = ReadSeconds(element.Number("approvalsValidForSeconds")),
        Approvers = [.. element.Items("approvers").Select(ReadApprover)],
        Clauses = [.. element.Items("clauses").Select(ReadClause)],
    };

    /// <summary>Of a requirement that does not ask for the digest in words, nothing of it is written: its text stays what it was.</summary>
    internal static JsonObject WriteRequirement(Requirement requirement)
    {
        var written = new JsonObject { ["approvals"] = requirement.Approvals, ["from"] = Texts(requirement.From) };

        if (requirement.DigestInWords)
        {
            written["digestInWords"] = true;
        }

        return written;
    }

    internal static Requirement ReadRequirement(JsonElement element) => new(ReadCount(element.Number("approvals")), ReadTexts(element, "from"))
    {
        DigestInWords = element.TryGetProperty("digestInWords", out _) && element.Flag("digestInWords"),
    };

    private static JsonObject WriteCondition(Condition condition) => new()
    {
        ["hazards"] = Texts(condition.Hazards.Select(hazard => hazard.ToKeyword())),
        ["rules"] = Texts(condition.Rules),
        ["riskAtLeast"] = Keyword(condition.RiskAtLeast),
        ["author"] = Keyword(condition.Author),
        ["environment"] = Keyword(condition.Environment),
        ["targets"] = Texts(condition.Targets),
        ["migrations"] = Texts(condition.Migrations.Select(state => KebabCase.From(state.ToString()))),
        ["objects"] = Texts(condition.Objects),
    };

    private static Approver ReadApprover(JsonElement element) => new(element.Text("name"), element.Text("key"))
    {
        Teams = ReadTexts(element, "teams"),
        Emails = ReadTexts(element, "emails"),
    };

    private static Clause ReadClause(JsonElement element) => new()
    {
        Name = element.Text("name"),
        When = ReadCondition(element.Member("when")),
        Require = element.Member("require") is { ValueKind: not JsonValueKind.Null } require ? ReadRequirement(require) : null,
        Deny = element.OptionalText("deny"),
    };

    private static Condition ReadCondition(JsonElement element) => new()
    {
        Hazards = [.. ReadTexts(element, "hazards").Select(Keywords.Read<Hazard>)],
        Rules = ReadTexts(element, "rules"),
        RiskAtLeast = element.OptionalText("riskAtLeast") is { } level ? Keywords.Read<RiskLevel>(level) : null,
        Author = element.OptionalText("author") is { } author ? Keywords.Read<AuthorKind>(author) : null,
        Environment = element.OptionalText("environment") is { } environment ? Keywords.Read<EnvironmentClass>(environment) : null,
        Targets = ReadTexts(element, "targets"),
        Migrations = [.. ReadTexts(element, "migrations").Select(Keywords.Read<MigrationCondition>)],
        Objects = ReadTexts(element, "objects"),
    };

    private static int ReadCount(long approvals) => approvals is >= 0 and <= int.MaxValue ? (int)approvals : throw new FormatException("has `approvals` out of all proportion");

    private static TimeSpan ReadSeconds(long seconds) =>
        seconds is > 0 and <= 315_360_000_000 ? TimeSpan.FromSeconds(seconds) : throw new FormatException("has approvals that count for no length of time");

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static string? Keyword<T>(T? value)
        where T : struct, Enum => value is { } present ? KebabCase.From(present.ToString()) : null;

    private static EquatableList<string> ReadTexts(JsonElement element, string name) => [.. element.Items(name).Select(item => item.AsText(name))];
}
