using System.Text.Json;
using System.Text.Json.Serialization;
using ChangeGate.Failures;
using ChangeGate.GitHub.People;
using ChangeGate.Policies;
using ChangeGate.Text;

namespace ChangeGate.GitHub.Proposers;

/// <summary>An App or account that is known to write by itself.</summary>
public sealed record KnownAgent(string Name, ProposerKind Kind)
{
    /// <summary>Without <c>[bot]</c>.</summary>
    public EquatableList<string> Logins { get; init; }

    public EquatableList<long> Ids { get; init; }

    /// <summary>Accounts like those of people, with which a program works: whose configuration names them knows.</summary>
    public EquatableList<string> Users { get; init; }

    /// <summary>A person may have a login that an App has too; a number, and what the configuration names, is nobody else's.</summary>
    internal bool Is(Account account) => Ids.Contains(account.Id) || Holds(Users, account.Login) || (account.Type != AccountType.User && Holds(Logins, account.Login));

    internal bool IsCalled(string login) => Holds(Logins, login) || Holds(Users, login);

    private static bool Holds(EquatableList<string> names, string login) =>
        names.Any(known => string.Equals(known, login.Replace("[bot]", "", StringComparison.OrdinalIgnoreCase), StringComparison.OrdinalIgnoreCase));
}

public enum MarkPlace
{
    Email,
    Name,
    Text,
    Label,
    Branch,
}

/// <summary>Something that programs leave behind, and people can too.</summary>
public sealed record AgentMark(MarkPlace Where, ProposerKind Kind, string Holds);

/// <summary>Which programs write proposals. It is data: what is shipped can be added to.</summary>
public sealed record KnownAgents
{
    private static readonly Lazy<KnownAgents> OfThisVersion = new(static () =>
    {
        using var stream = typeof(KnownAgents).Assembly.GetManifestResourceStream("known-agents.json")!;
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd());
    });

    public EquatableList<KnownAgent> Apps { get; init; }

    public EquatableList<AgentMark> Marks { get; init; }

    public static KnownAgents Shipped => OfThisVersion.Value;

    public static KnownAgents Read(string json)
    {
        try
        {
            var list = JsonSerializer.Deserialize(json, KnownAgentsJson.Default.AgentList) ?? new AgentList();

            return new KnownAgents
            {
                Apps = [.. (list.Apps ?? []).Select(static app => new KnownAgent(app.Name ?? "", KindOf(app.Kind)) { Logins = [.. app.Logins ?? []], Ids = [.. app.Ids ?? []] })],
                Marks = [.. (list.Marks ?? []).Select(static mark => new AgentMark(PlaceOf(mark.Where), KindOf(mark.Kind), mark.Holds is { Length: > 0 } holds ? holds : throw new JsonException("a mark holds nothing")))],
            };
        }
        catch (JsonException failure)
        {
            throw new GateException($"The list of agents could not be read: {failure.Message}", "Write it like the one that is shipped.", failure);
        }
    }

    /// <summary>Both: a list of one's own takes nothing away.</summary>
    public KnownAgents With(KnownAgents others) => new() { Apps = [.. Apps, .. others.Apps], Marks = [.. Marks, .. others.Marks] };

    /// <summary>Those of a configuration too.</summary>
    public KnownAgents With(EquatableList<ListedAgent> listed) => With(new KnownAgents
    {
        Apps = [.. listed.Select(static agent => new KnownAgent(agent.Name, ProposerKind.Agent) { Logins = agent.Apps, Users = agent.Logins })],
        Marks =
        [
            .. listed.SelectMany(static agent => agent.Emails).Select(static email => new AgentMark(MarkPlace.Email, ProposerKind.Agent, email)),
            .. listed.SelectMany(static agent => agent.Trailers).Select(static trailer => new AgentMark(MarkPlace.Text, ProposerKind.Agent, trailer)),
        ],
    });

    /// <summary>Which of them an account is; null for none.</summary>
    public KnownAgent? Of(Account account) => Apps.FirstOrDefault(app => app.Is(account));

    private static ProposerKind KindOf(string? word) => word switch
    {
        "agent" => ProposerKind.Agent,
        "bot" => ProposerKind.Bot,
        _ => throw new JsonException("`kind` is neither `agent` nor `bot`"),
    };

    private static MarkPlace PlaceOf(string? word) => word switch
    {
        "email" => MarkPlace.Email,
        "name" => MarkPlace.Name,
        "text" => MarkPlace.Text,
        "label" => MarkPlace.Label,
        "branch" => MarkPlace.Branch,
        _ => throw new JsonException("`where` is none of email, name, text, label and branch"),
    };
}

internal sealed record AgentList
{
    public List<AgentApp>? Apps { get; init; }

    public List<AgentMarkLine>? Marks { get; init; }
}

internal sealed record AgentApp
{
    public string? Name { get; init; }

    public string? Kind { get; init; }

    public List<string>? Logins { get; init; }

    public List<long>? Ids { get; init; }
}

internal sealed record AgentMarkLine
{
    public string? Where { get; init; }

    public string? Kind { get; init; }

    public string? Holds { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(AgentList))]
internal sealed partial class KnownAgentsJson : JsonSerializerContext;
