using System.Globalization;
using ChangeGate.Failures;
using ChangeGate.Text;

namespace ChangeGate.Policies;

/// <summary>
/// Reads the members of a fleet: a YAML file, a plain list of names in it, or a text with one name on each line, which is what a query of the tenants
/// prints. How they are taken in turn stands in the same file or in the configuration, never in both.
/// </summary>
public static class FleetFile
{
    /// <summary>What a member's name takes the place of in a connection.</summary>
    public const string MemberVariable = "${member}";

    public const int MostMembers = 100_000;

    private static readonly string[] Keys = ["version", "connection", "members", .. ConfigurationKeys.Fleet];

    private static readonly string[] MemberKeys = ["name", "connection", "wave"];

    /// <param name="text">The file.</param>
    /// <param name="environment">Where its members are; its connection is theirs where they have none of their own.</param>
    public static Fleet Read(SourceText text, TargetEnvironment environment) =>
        NamesOf(text) is { Count: > 0 } names ? new Reader(environment).ReadNames(names)
        : YamlText.Read(text, YamlUse.Fleet) is { } root ? new Reader(environment).Read(root)
        : throw new Place(text.Path, new LinePosition(1, 1)).Error("the file names no member.", "Write one name on each line, or `members:` with a list.");

    /// <summary>One member by its name, in the connection of the environment.</summary>
    /// <exception cref="GateException">It is no name, or the connection is that of one database.</exception>
    public static FleetMember MemberOf(string name, TargetEnvironment environment) => !PlainName.Is(name)
        ? throw new GateException($"{ConfigurationNode.Quote(name)} cannot be the name of a member.", "Begin with a letter or digit and use letters, digits, `-`, `_` and `.`.")
        : environment.Connection.Value.Contains(MemberVariable, StringComparison.Ordinal) ? new FleetMember(name, Named(environment.Connection.Value, name))
        : throw new GateException($"The connection of environment `{environment.Name}` does not hold `{MemberVariable}`: it is that of one database.", "Leave --member out, or write `${member}` where the name belongs.");

    private static ConnectionTemplate Named(string connection, string name) => new(connection.Replace(MemberVariable, name, StringComparison.Ordinal));

    /// <summary>Where every line is a name, a remark or nothing; empty for anything else.</summary>
    private static List<(string Name, Place Place)> NamesOf(SourceText text)
    {
        var names = new List<(string, Place)>();
        var lines = text.Content.Split('\n');

        for (var index = 0; index < lines.Length; index++)
        {
            var line = lines[index].Trim();

            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            if (!PlainName.Is(line))
            {
                return [];
            }

            names.Add((line, new Place(text.Path, new LinePosition(index + 1, 1))));
        }

        return names;
    }

    private sealed class Reader(TargetEnvironment environment)
    {
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);

        public Fleet ReadNames(IEnumerable<(string Name, Place Place)> names) =>
            Arrange([.. names.Select(one => new Listed(Member(one.Name, null, one.Place), null, one.Place))], environment.Fleet ?? new FleetSettings());

        public Fleet Read(ConfigurationNode root)
        {
            if (root is ListNode plain)
            {
                return Arrange(ReadMembers(plain, null), environment.Fleet ?? new FleetSettings());
            }

            var section = Section.Read(root, "the fleet", Keys);

            if (section.Find("version") is { } version and not ScalarNode { Value: "1" })
            {
                throw version.Place.Error("`version` is not one that this program knows.", "Write `version: 1`.");
            }

            if (environment.Fleet is not null && ConfigurationKeys.Fleet.FirstOrDefault(key => section.Find(key) is not null) is { } twice)
            {
                throw section.Find(twice)!.Place.Error($"`{twice}` stands here, and `fleet` of environment `{environment.Name}` stands in the configuration.", "Keep it in one place: take it out of this file, or `fleet` out of the configuration."); // Found just now.
            }

            var members = section.Require("members", "a list of names");

            return Arrange(ReadMembers(members, section.FindText("connection")), environment.Fleet ?? FleetSettingsReader.Read(section));
        }

        private List<Listed> ReadMembers(ConfigurationNode node, string? connection)
        {
            var items = node is ListNode { Items.Count: > 0 } list ? list.Items : throw node.Place.Error($"the members are {node.Kind} where a list of names is expected.", "Write `- NAME` for each, or `- { name: NAME, connection: …, wave: … }`.");

            return items.Count <= MostMembers
                ? [.. items.Select(item => ReadMember(item, connection))]
                : throw node.Place.Error($"there are more than {MostMembers} members.", "Divide the fleet into several files.");
        }

        private Listed ReadMember(ConfigurationNode item, string? connection)
        {
            if (item is ScalarNode)
            {
                return new Listed(Member(Section.Text(item, "a member"), connection, item.Place), null, item.Place);
            }

            var section = Section.Read(item, "a member", MemberKeys);
            var member = Member(section.RequireText("name", "what the member is called"), section.FindText("connection") ?? connection, item.Place);

            return new Listed(member, section.FindText("wave"), section.Find("wave")?.Place ?? item.Place);
        }

        private FleetMember Member(string written, string? connection, Place place)
        {
            var name = PlainName.Check(written, place);

            if (!_names.Add(name))
            {
                throw place.Error($"the member `{name}` is there twice.", "Keep one: each member runs once.");
            }

            var template = connection ?? environment.Connection.Value;

            return connection is not null || template.Contains(MemberVariable, StringComparison.Ordinal)
                ? new FleetMember(name, Named(template, name))
                : throw place.Error($"the member `{name}` has no connection, and that of environment `{environment.Name}` does not hold `{MemberVariable}`.", $"Write `{MemberVariable}` where the name belongs (`Database=tenant_{MemberVariable}`), or give the member a `connection`.");
        }

        private static Fleet Arrange(List<Listed> listed, FleetSettings settings)
        {
            var waves = settings.Waves.Count > 0 ? ByName(listed, settings) : ByNumber(listed, settings);

            return new Fleet([.. waves.Where(static wave => wave.Members.Count > 0)]);
        }

        private static IEnumerable<FleetWave> ByName(List<Listed> listed, FleetSettings settings)
        {
            var names = settings.Waves.Select(static wave => wave.Name).ToList();
            var free = new Queue<Listed>(listed.Where(static one => one.Wave is null));
            var chosen = listed.Where(static one => one.Wave is not null).ToLookup(one => Section.Word(one.Wave!, one.Place, "`wave`", names), static one => one.Member); // Filtered before.

            foreach (var wave in settings.Waves)
            {
                var taken = wave.Name == names[^1] ? free.Count : Math.Min(wave.Take, free.Count);

                yield return new FleetWave(wave.Name, [.. chosen[wave.Name], .. Enumerable.Range(0, taken).Select(_ => free.Dequeue().Member)])
                {
                    Parallel = wave.Parallel ?? settings.Parallel,
                    Tolerate = wave.Tolerate ?? settings.Tolerate,
                    Health = wave.Health ?? settings.Health,
                };
            }
        }

        /// <summary>By their numbers; members without one come last.</summary>
        private static IEnumerable<FleetWave> ByNumber(List<Listed> listed, FleetSettings settings) => listed
            .GroupBy(NumberOf)
            .OrderBy(static wave => wave.Key)
            .Select((wave, index) => new FleetWave(wave.Key < int.MaxValue ? wave.Key.ToString(CultureInfo.InvariantCulture) : index == 0 ? "1" : "rest", [.. wave.Select(static one => one.Member)])
            {
                Parallel = settings.Parallel,
                Tolerate = settings.Tolerate,
                Health = settings.Health,
            });

        private static int NumberOf(Listed one) => one.Wave is null ? int.MaxValue
            : int.TryParse(one.Wave, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1000 ? number
            : throw one.Place.Error($"`wave` is {ConfigurationNode.Quote(one.Wave)}, and no `waves` are listed.", "Write a number from 1 to 999, or list the waves by name under `waves`.");
    }

    private sealed record Listed(FleetMember Member, string? Wave, Place Place);
}
