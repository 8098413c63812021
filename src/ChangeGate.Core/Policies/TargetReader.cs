using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Text;

namespace ChangeGate.Policies;

/// <summary>Reads <c>targets:</c>.</summary>
internal static class TargetReader
{
    private static readonly string[] LaterLayouts = ["liquibase-sql"];

    /// <param name="readKey">Gives the text of a key's file.</param>
    public static EquatableList<Target> Read(ConfigurationNode node, Func<string, string> readKey)
    {
        var map = Section.Map(node, "`targets`");
        return map.Entries.Count > 0
            ? [.. map.Entries.Select(entry => ReadTarget(entry, readKey))]
            : throw node.Place.Error("`targets` names none.", "Add a target: its name, and under it `dialect` and `migrations`.");
    }

    private static Target ReadTarget(MapEntry entry, Func<string, string> readKey)
    {
        var section = Section.Read(entry.Value, $"target `{Name(entry)}`", ConfigurationKeys.Target);
        var journal = JournalReader.Read(section.Find("journal"));
        RefuseLater(section, "layout", [.. MigrationLayouts.Keywords.Keys], LaterLayouts);

        return new Target
        {
            Name = entry.Key,
            Dialect = ReadDialect(section),
            Engine = section.FindNumber("engine", 1, 99) ?? 0,
            EngineUpTo = ReadNewest(section),
            Migrations = Folder(section.Require("migrations", "the folder of the migrations"), "`migrations`"),
            Layout = section.FindText("layout") is { } layout ? MigrationLayouts.Keywords[layout] : journal.Layout,
            Journal = journal,
            Statistics = section.Find("statistics") is { } statistics ? Folder(statistics, "`statistics`") : null,
            Rehearsal = section.Find("rehearsal") is { } rehearsal ? ReadRehearsal(rehearsal) : null,
            Environments = section.Find("environments") is { } environments ? [.. Section.Map(environments, "`environments`").Entries.Select(place => ReadEnvironment(place, readKey))] : [],
        };
    }

    private static int ReadNewest(Section section)
    {
        if (section.FindNumber("engineUpTo", 1, 99) is not { } newest)
        {
            return 0;
        }

        return section.FindNumber("engine", 1, 99) is { } oldest && oldest <= newest
            ? newest
            : throw section.Find("engineUpTo")!.Place.Error("`engineUpTo` is no end of a range.", "Name the lowest major version in production as `engine`, and the highest as `engineUpTo`.");
    }

    private static RehearsalSetting ReadRehearsal(ConfigurationNode node)
    {
        var section = Section.Read(node, "`rehearsal`", ConfigurationKeys.Rehearsal);

        return new RehearsalSetting(section.FindText("server") ?? "auto", section.Find("statementLimit") is { } limit ? Section.ShortDuration(limit, "`statementLimit`") : null)
        {
            RecordsOtherSchema = section.FindWord("otherSchema", ["refuse", "record"]) == "record",
        };
    }

    private static TargetEnvironment ReadEnvironment(MapEntry entry, Func<string, string> readKey)
    {
        var section = Section.Read(entry.Value, $"environment `{Name(entry)}`", ConfigurationKeys.Environment);

        return new TargetEnvironment(
            entry.Key,
            new ConnectionTemplate(section.RequireText("connection", "a variable that holds the connection string, such as `\"${SHOP_STAGING}\"`")),
            section.FindFlag("protected") ? EnvironmentClass.Protected : EnvironmentClass.Open)
        {
            Windows = section.Find("windows") is { } windows ? WindowReader.Read(windows) : null,
            OldestTransaction = section.Find("oldestTransaction") is { } oldest ? Section.ShortDuration(oldest, "`oldestTransaction`") : null,
            ReplicaLag = section.Find("replicaLag") is { } lag ? Section.ShortDuration(lag, "`replicaLag`") : null,
            Timeouts = section.Find("timeouts") is { } timeouts ? RunTimeouts.Read(timeouts) : new RunTimeouts(),
            Fleet = section.Find("fleet") is { } fleet ? FleetSettingsReader.Read(Section.Read(fleet, "`fleet`", ConfigurationKeys.Fleet)) : null,
            MayBeSuperuser = section.FindWord("superuser", ["refused", "allowed"]) == "allowed",
            Identity = section.Find("identity") is { } identity ? IdentityReader.Read(identity, readKey) : null,
        };
    }

    private static Dialect ReadDialect(Section section)
    {
        var node = section.Require("dialect", "`postgresql` or `sqlite`");
        var written = Section.Text(node, "`dialect`");

        if (written is "sqlserver")
        {
            throw node.Place.Error("`dialect` is `sqlserver`, which this version does not support.", "Write `postgresql` or `sqlite`, or leave the target out.");
        }

        var dialects = Enum.GetValues<Dialect>().ToDictionary(dialect => dialect.ToKeyword(), StringComparer.Ordinal);
        return dialects[Section.Word(written, node.Place, "`dialect`", dialects.Keys)];
    }

    private static void RefuseLater(Section section, string key, IReadOnlyCollection<string> known, IReadOnlyCollection<string> later)
    {
        if (section.FindText(key) is { } written && later.Contains(written))
        {
            throw section.Find(key)!.Place.Error($"`{key}` is `{written}`, which this version does not support yet.", $"Write {string.Join(" or ", known.Select(word => $"`{word}`"))}.");
        }

        section.FindWord(key, known);
    }

    private static string Name(MapEntry entry) => PlainName.Check(entry.Key, entry.KeyPlace);

    private static string Folder(ConfigurationNode node, string what)
    {
        var written = Section.Text(node, what);

        if (written.Contains('\\') || written.Contains(':') || written.StartsWith('/') || written.Split('/').Contains(".."))
        {
            throw node.Place.Error($"{what} is {ConfigurationNode.Quote(written)}, which may lead out of the repository.", "Write a path below this file's folder, with forward slashes.");
        }

        var parts = written.Split('/').Where(part => part is not ("" or "."));
        return string.Join('/', parts) is { Length: > 0 } path ? path : ".";
    }
}
