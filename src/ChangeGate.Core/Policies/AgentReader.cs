using ChangeGate.Text;

namespace ChangeGate.Policies;

/// <summary>Reads <c>agents:</c>.</summary>
internal static class AgentReader
{
    /// <summary>A mark is searched for anywhere: of fewer letters it would be found everywhere.</summary>
    private const int ShortestMark = 4;

    public static EquatableList<ListedAgent> Read(ConfigurationNode node) => node is ListNode list
        ? [.. list.Items.Select(ReadAgent)]
        : throw node.Place.Error($"`agents` is {node.Kind} where a list is expected.", "Begin each item with `- `.");

    private static ListedAgent ReadAgent(ConfigurationNode node)
    {
        var section = Section.Read(node, "the agent", ConfigurationKeys.Agent);
        var agent = new ListedAgent(section.RequireText("name", "what reports call it"))
        {
            Logins = [.. Texts(section, "logins").Select(ReadLogin)],
            Apps = [.. Texts(section, "apps").Select(ReadLogin)],
            Emails = [.. Texts(section, "emails").Select(static entry => ReadMark(entry, "`emails`"))],
            Trailers = [.. Texts(section, "trailers").Select(static entry => ReadMark(entry, "`trailers`"))],
        };

        return agent.Logins.Count + agent.Apps.Count + agent.Emails.Count + agent.Trailers.Count > 0
            ? agent
            : throw section.Place.Error($"nothing says how {ConfigurationNode.Quote(agent.Name)} is known.", "Add `logins:`, `apps:`, `emails:` or `trailers:`.");
    }

    private static IEnumerable<(string Value, Place Place)> Texts(Section section, string key) => section.Find(key) is { } node ? Section.Texts(node, $"`{key}`") : [];

    private static string ReadLogin((string Value, Place Place) entry)
    {
        var login = entry.Value.Trim().TrimStart('@');
        login = login.EndsWith("[bot]", StringComparison.OrdinalIgnoreCase) ? login[..^"[bot]".Length] : login;

        return Logins.IsLogin(login)
            ? login
            : throw entry.Place.Error($"{ConfigurationNode.Quote(entry.Value)} is no login of GitHub.", "Write it as GitHub does: Latin letters, digits and hyphens.");
    }

    private static string ReadMark((string Value, Place Place) entry, string what) => entry.Value.Trim() is { Length: >= ShortestMark } mark
        ? mark
        : throw entry.Place.Error($"{what} has {ConfigurationNode.Quote(entry.Value)}, which is too short to tell anything.", $"Write at least {ShortestMark} letters.");
}
