namespace ChangeGate.TestKit;

/// <summary>
/// A proposal that destroys stored values in a way that is easy to overlook, or that only looks so: one file of <c>Hostile/</c>. Its first line
/// says which and why (<c>-- loss: …</c>, <c>-- quiet: …</c>); the sections <c>-- history</c>, <c>-- seed</c> and <c>-- proposal</c> follow, and
/// <c>-- back</c> where values are kept in another shape: statements that bring the old shape back.
/// </summary>
public sealed record HostileCase(string Name, bool Loses, string Why)
{
    public string History { get; private init; } = "";

    /// <summary>Rows, which the gate never sees.</summary>
    public string Seed { get; private init; } = "";

    public string Proposal { get; private init; } = "";

    public string Back { get; private init; } = "";

    /// <summary>The oldest major version that accepts it: <c>-- engine: 17</c>.</summary>
    public int Engine { get; private init; }

    public static IReadOnlyList<HostileCase> All { get; } =
        [.. Directory.GetFiles(Folder, "*.sql", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(Read)];

    private static string Folder => Repository.PathTo("tests", "ChangeGate.TestKit", "Hostile");

    public override string ToString() => Name;

    private static HostileCase Read(string path)
    {
        var lines = File.ReadAllLines(path);
        var sections = new Dictionary<string, List<string>> { ["history"] = [], ["seed"] = [], ["proposal"] = [], ["back"] = [] };
        var engine = 0;
        List<string>? section = null;

        foreach (var line in lines.Skip(1))
        {
            if (line.StartsWith("-- ", StringComparison.Ordinal) && sections.TryGetValue(line[3..], out var next))
            {
                section = next;
            }
            else if (section is not null)
            {
                section.Add(line);
            }
            else if (line.StartsWith("-- engine: ", StringComparison.Ordinal))
            {
                engine = int.Parse(line["-- engine: ".Length..], System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        var name = Path.ChangeExtension(Path.GetRelativePath(Folder, path), null).Replace('\\', '/');
        var said = lines[0].Split(": ", 2);
        string TextOf(string key) => string.Join('\n', sections[key]) + "\n";

        return said is ["-- loss" or "-- quiet", var why]
            ? new HostileCase(name, said[0] == "-- loss", why) { History = TextOf("history"), Seed = TextOf("seed"), Proposal = TextOf("proposal"), Back = TextOf("back"), Engine = engine }
            : throw new FormatException($"{name} begins with neither `-- loss: why` nor `-- quiet: why`.");
    }
}
