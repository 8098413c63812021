using ChangeGate.Failures;
using ChangeGate.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ChangeGate.Policies;

/// <summary>How much of YAML a file may use.</summary>
/// <param name="Nesting">The deepest.</param>
/// <param name="Aliases">One place may stand for another.</param>
public sealed record YamlUse(int Nesting, bool Aliases)
{
    /// <summary>In characters.</summary>
    public int LargestFile { get; init; } = 256 * 1024;

    /// <summary>Aliases of aliases grow beyond any file.</summary>
    public int MostValues { get; init; } = 100_000;

    /// <summary>A file that means what it shows and cannot grow when it is read.</summary>
    public static YamlUse Plain { get; } = new(12, Aliases: false);

    /// <summary>As plain, and as long as thousands of members make it.</summary>
    public static YamlUse Fleet { get; } = Plain with { LargestFile = 16 * 1024 * 1024, MostValues = 1_000_000 };

    /// <summary>What GitHub takes as a workflow.</summary>
    public static YamlUse Workflow { get; } = new(24, Aliases: true);
}

/// <summary>Values with their places. One document, no tags and no merge keys; every error names file, line and column.</summary>
public sealed class YamlText
{
    private readonly SourceText _yaml;

    private readonly YamlUse _use;

    private readonly Dictionary<string, (ConfigurationNode Node, int Size)> _anchors = new(StringComparer.Ordinal);

    private int _values;

    private YamlText(SourceText yaml, YamlUse use) => (_yaml, _use) = (yaml, use);

    /// <returns>null for a file in which nothing stands.</returns>
    public static ConfigurationNode? Read(SourceText yaml, YamlUse use)
    {
        if (yaml.Length > use.LargestFile)
        {
            throw new Place(yaml.Path, new LinePosition(1, 1)).Error($"the file is larger than {use.LargestFile / 1024} KiB.", "Keep only the configuration in it.");
        }

        return new YamlText(yaml, use).Read();
    }

    private ConfigurationNode? Read()
    {
        var parser = new Parser(new StringReader(_yaml.Content));

        try
        {
            parser.Consume<StreamStart>();

            if (!parser.TryConsume<DocumentStart>(out _))
            {
                return null;
            }

            var root = ReadNode(parser, depth: 0);
            parser.Consume<DocumentEnd>();

            return parser.Accept<StreamEnd>(out _)
                ? root
                : throw PlaceOf(parser.Current!.Start).Error("a second document begins.", "Keep one document: remove the `---` line.");
        }
        catch (YamlException failure)
        {
            throw Explain(PlaceOf(failure.End));
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // YamlDotNet 16.3 has ways to stumble over broken flow mappings without an error of its own.
            throw Explain(PlaceOf(parser.Current?.End ?? Mark.Empty));
        }
    }

    private ConfigurationNode ReadNode(Parser parser, int depth)
    {
        var place = PlaceOf(parser.Current!.Start);

        if (depth > _use.Nesting)
        {
            throw place.Error("the nesting is deeper than any configuration needs.", "Remove the extra brackets or indentation.");
        }

        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return Resolve(alias.Value.Value, place);
        }

        var (anchor, hasTag) = parser.Current is NodeEvent node ? (node.Anchor.IsEmpty ? null : node.Anchor.Value, !node.Tag.IsEmpty) : (null, false);

        if (hasTag || (anchor is not null && !_use.Aliases))
        {
            throw place.Error("an anchor (`&name`) or tag (`!name`) stands here.", "Write the value alone: what is judged must be what is shown.");
        }

        var before = _values;
        Count(1, place);
        ConfigurationNode read = parser.TryConsume<Scalar>(out var scalar)
            ? new ScalarNode(place, scalar.Value, scalar.Style == ScalarStyle.Plain)
            : parser.TryConsume<SequenceStart>(out _) ? ReadList(parser, place, depth) : ReadMap(parser, place, depth);

        if (anchor is not null)
        {
            _anchors[anchor] = (read, _values - before);
        }

        return read;
    }

    private ConfigurationNode Resolve(string name, Place place)
    {
        if (!_use.Aliases)
        {
            throw place.Error("an alias (`*name`) stands here.", "Write the value itself: what is judged must be what is shown.");
        }

        if (!_anchors.TryGetValue(name, out var anchored))
        {
            throw place.Error("an alias (`*name`) stands here, and nothing before it has that name.", "Name the value with `&name` where it first stands.");
        }

        Count(anchored.Size, place);
        return anchored.Node;
    }

    private void Count(int values, Place place)
    {
        _values += values;

        if (_values > _use.MostValues)
        {
            throw place.Error("the file holds more values than any configuration needs.", "Write it without aliases of aliases.");
        }
    }

    private ListNode ReadList(Parser parser, Place place, int depth)
    {
        var items = new List<ConfigurationNode>();

        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(parser, depth + 1));
        }

        return new ListNode(place, items);
    }

    private MapNode ReadMap(Parser parser, Place place, int depth)
    {
        parser.Consume<MappingStart>();
        var entries = new List<MapEntry>();

        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(parser, depth + 1) as ScalarNode ?? throw place.Error("a list or section stands where a key is expected.", "Write a word as the key.");

            if (entries.FirstOrDefault(entry => entry.Key == key.Value) is { } earlier)
            {
                throw key.Place.Error($"{ConfigurationNode.Quote(key.Value)} is there twice.", $"Keep one: the first is on line {earlier.KeyPlace.At.Line}.");
            }

            entries.Add(new MapEntry(key.Value, key.Place, ReadNode(parser, depth + 1)));
        }

        return new MapNode(place, entries);
    }

    // YamlDotNet counts a line that is not there after an unfinished last one.
    private Place PlaceOf(Mark mark)
    {
        var end = _yaml.PositionOf(_yaml.Length);
        return new Place(_yaml.Path, mark.Line > end.Line ? end : new LinePosition((int)mark.Line, (int)mark.Column));
    }

    private GateException Explain(Place place) =>
        TabIn(_yaml) is { } tab
            ? tab.Error("a tab indents this line.", "Indent with spaces: YAML does not allow tabs.")
            : place.Error("this is not YAML: a bracket, quote or colon is missing or too many, or the indentation does not fit.", "Compare the indentation with the lines above; put a text with `:`, `#` or brackets into quotes.");

    /// <summary>The first tab in an indentation; null when there is none.</summary>
    private static Place? TabIn(SourceText yaml)
    {
        var start = 0;

        foreach (var line in yaml.Content.Split('\n'))
        {
            var indentation = line.Length - line.TrimStart(' ', '\t').Length;

            if (line.AsSpan(0, indentation).IndexOf('\t') is var tab and >= 0)
            {
                return new Place(yaml.Path, yaml.PositionOf(start + tab));
            }

            start += line.Length + 1;
        }

        return null;
    }
}
