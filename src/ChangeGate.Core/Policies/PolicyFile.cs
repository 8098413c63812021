using ChangeGate.Failures;
using ChangeGate.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace ChangeGate.Policies;

/// <summary>
/// Reads <c>changegate.yml</c>. Every error names file, line and column. YAML is taken at its plainest: one document, no anchors, aliases,
/// tags or merge keys, so a file means what it shows and cannot grow when it is read.
/// </summary>
public static class PolicyFile
{
    private const int LargestFile = 256 * 1024;

    private const int DeepestNesting = 12;

    /// <summary>Keys that name a file stay names: a host reads them.</summary>
    public static Configuration Read(SourceText yaml) => Read(yaml, path => path);

    /// <param name="readKey">Gives the PEM text of an approver's key file, read from where the policy was read.</param>
    public static Configuration Read(SourceText yaml, Func<string, string> readKey)
    {
        var file = new Place(yaml.Path, new LinePosition(1, 1));

        if (yaml.Length > LargestFile)
        {
            throw file.Error($"the file is larger than {LargestFile / 1024} KiB.", "Keep only the configuration in it.");
        }

        return ConfigurationReader.Read(Parse(yaml, file), Digest.Of(yaml.Content), readKey);
    }

    private static ConfigurationNode Parse(SourceText yaml, Place file)
    {
        var parser = new Parser(new StringReader(yaml.Content));

        try
        {
            parser.Consume<StreamStart>();

            if (!parser.TryConsume<DocumentStart>(out _))
            {
                throw file.Error("the file is empty.", "Write `version: 1` and at least one target, or remove the file to use the built-in policy.");
            }

            var root = ReadNode(parser, yaml, depth: 0);
            parser.Consume<DocumentEnd>();

            return parser.Accept<StreamEnd>(out _)
                ? root
                : throw PlaceOf(yaml, parser.Current!.Start).Error("a second document begins.", "Keep one document: remove the `---` line.");
        }
        catch (YamlException failure)
        {
            throw Explain(yaml, PlaceOf(yaml, failure.End));
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // YamlDotNet 16.3 has ways to stumble over broken flow mappings without an error of its own.
            throw Explain(yaml, PlaceOf(yaml, parser.Current?.End ?? Mark.Empty));
        }
    }

    private static ConfigurationNode ReadNode(Parser parser, SourceText yaml, int depth)
    {
        var place = PlaceOf(yaml, parser.Current!.Start);

        if (depth > DeepestNesting)
        {
            throw place.Error("the nesting is deeper than any configuration needs.", "Remove the extra brackets or indentation.");
        }

        if (parser.TryConsume<AnchorAlias>(out _))
        {
            throw place.Error("an alias (`*name`) stands here.", "Write the value itself: what is judged must be what is shown.");
        }

        if (parser.Current is NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag.IsEmpty: false })
        {
            throw place.Error("an anchor (`&name`) or tag (`!name`) stands here.", "Write the value alone: what is judged must be what is shown.");
        }

        if (parser.TryConsume<Scalar>(out var scalar))
        {
            return new ScalarNode(place, scalar.Value, scalar.Style == ScalarStyle.Plain);
        }

        return parser.TryConsume<SequenceStart>(out _) ? ReadList(parser, yaml, place, depth) : ReadMap(parser, yaml, place, depth);
    }

    private static ListNode ReadList(Parser parser, SourceText yaml, Place place, int depth)
    {
        var items = new List<ConfigurationNode>();

        while (!parser.TryConsume<SequenceEnd>(out _))
        {
            items.Add(ReadNode(parser, yaml, depth + 1));
        }

        return new ListNode(place, items);
    }

    private static MapNode ReadMap(Parser parser, SourceText yaml, Place place, int depth)
    {
        parser.Consume<MappingStart>();
        var entries = new List<MapEntry>();

        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var key = ReadNode(parser, yaml, depth + 1) as ScalarNode ?? throw place.Error("a list or section stands where a key is expected.", "Write a word as the key.");

            if (entries.FirstOrDefault(entry => entry.Key == key.Value) is { } earlier)
            {
                throw key.Place.Error($"{ConfigurationNode.Quote(key.Value)} is there twice.", $"Keep one: the first is on line {earlier.KeyPlace.At.Line}.");
            }

            entries.Add(new MapEntry(key.Value, key.Place, ReadNode(parser, yaml, depth + 1)));
        }

        return new MapNode(place, entries);
    }

    // YamlDotNet counts a line that is not there after an unfinished last one.
    private static Place PlaceOf(SourceText yaml, Mark mark)
    {
        var end = yaml.PositionOf(yaml.Length);
        return new Place(yaml.Path, mark.Line > end.Line ? end : new LinePosition((int)mark.Line, (int)mark.Column));
    }

    private static GateException Explain(SourceText yaml, Place place) =>
        TabIn(yaml) is { } tab
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
