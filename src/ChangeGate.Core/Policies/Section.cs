using System.Globalization;

namespace ChangeGate.Policies;

/// <summary>A part of the configuration whose keys are known. Whatever else stands in it is an error that names its place.</summary>
internal sealed class Section
{
    private readonly MapNode _map;

    private readonly string _name;

    private readonly IReadOnlyCollection<string> _keys;

    private Section(MapNode map, string name, IReadOnlyCollection<string> keys)
    {
        _map = map;
        _name = name;
        _keys = keys;
    }

    public Place Place => _map.Place;

    public static Section Read(ConfigurationNode node, string name, IReadOnlyCollection<string> keys)
    {
        var map = Map(node, name);

        foreach (var entry in map.Entries)
        {
            if (!keys.Contains(entry.Key))
            {
                throw entry.KeyPlace.Error($"{ConfigurationNode.Quote(entry.Key)} is not a key of {name}.", NearestName.Remedy(entry.Key, keys));
            }
        }

        return new Section(map, name, keys);
    }

    public static MapNode Map(ConfigurationNode node, string name) =>
        node as MapNode ?? throw node.Place.Error($"{name} is {node.Kind} where a section with keys is expected.", "Write `key: value` lines, indented with spaces.");

    public static string Text(ConfigurationNode node, string what) =>
        node is ScalarNode { IsNull: false } scalar && scalar.Value.Trim().Length > 0
            ? scalar.Value
            : throw node.Place.Error($"{what} is {node.Kind} where a text is expected.", "Write one text, in quotes when it has special characters.");

    /// <summary>A list of texts, or a single one.</summary>
    public static IEnumerable<(string Value, Place Place)> Texts(ConfigurationNode node, string what)
    {
        if (node is ListNode { Items.Count: 0 })
        {
            throw node.Place.Error($"{what} is an empty list.", "Name at least one, or leave the key out.");
        }

        return node is ListNode list
            ? list.Items.Select(item => (Text(item, $"An item of {what}"), item.Place))
            : [(Text(node, what), node.Place)];
    }

    public static TimeSpan Duration(ConfigurationNode node, string what)
    {
        var written = Text(node, what).Trim();

        return Policies.Duration.TryRead(written, out var duration) ? duration : throw node.Place.Error($"{what} is {ConfigurationNode.Quote(written)}.", "Write days or hours: `14d` or `72h`.");
    }

    public static TimeSpan ShortDuration(ConfigurationNode node, string what)
    {
        var written = Text(node, what).Trim();

        return Policies.Duration.TryReadShort(written, out var duration) ? duration : throw node.Place.Error($"{what} is {ConfigurationNode.Quote(written)}.", "Write seconds, minutes or hours, up to a day: `90s`, `5min` or `1h`.");
    }

    /// <summary>null when the key is not there.</summary>
    public ConfigurationNode? Find(string key) => _keys.Contains(key)
        ? _map.Entries.FirstOrDefault(entry => entry.Key == key)?.Value
        : throw new ArgumentException($"The section does not list '{key}'.", nameof(key));

    public ConfigurationNode Require(string key, string expected) =>
        Find(key) ?? throw Place.Error($"{_name} has no `{key}`.", $"Add `{key}:` with {expected}.");

    public string? FindText(string key) => Find(key) is { } node ? Text(node, $"`{key}`") : null;

    public string RequireText(string key, string expected) => Text(Require(key, expected), $"`{key}`");

    public bool FindFlag(string key) => Find(key) switch
    {
        null => false,
        ScalarNode { IsPlain: true, Value: "true" } => true,
        ScalarNode { IsPlain: true, Value: "false" } => false,
        ScalarNode scalar => throw scalar.Place.Error($"`{key}` is {ConfigurationNode.Quote(scalar.Value)}.", "Write `true` or `false`, without quotes."),
        var other => throw other.Place.Error($"`{key}` is {other.Kind}.", "Write `true` or `false`."),
    };

    public int? FindNumber(string key, int least, int most)
    {
        if (Find(key) is not { } node)
        {
            return null;
        }

        if (node is ScalarNode scalar && int.TryParse(scalar.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        var found = node is ScalarNode { IsNull: false } text ? ConfigurationNode.Quote(text.Value) : node.Kind;
        throw node.Place.Error($"`{key}` is {found} where a whole number is expected.", $"Write a number from {least} to {most}.");
    }

    /// <summary>One of some words; null when the key is not there.</summary>
    public string? FindWord(string key, IReadOnlyCollection<string> words) =>
        Find(key) is { } node ? Word(Text(node, $"`{key}`"), node.Place, $"`{key}`", words) : null;

    public static string Word(string written, Place place, string what, IReadOnlyCollection<string> words) =>
        words.Contains(written) ? written : throw place.Error($"{what} is {ConfigurationNode.Quote(written)}.", NearestName.Remedy(written, words));
}
