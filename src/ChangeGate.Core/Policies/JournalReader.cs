namespace ChangeGate.Policies;

/// <summary>Reads <c>journal:</c>, which is a word or a section.</summary>
internal static class JournalReader
{
    public static JournalSetting Read(ConfigurationNode? node) => node switch
    {
        null => JournalSetting.Own,
        MapNode => ReadSection(Section.Read(node, "`journal`", ConfigurationKeys.Journal)),
        _ => new JournalSetting(KindOf(node, "`journal`")),
    };

    private static JournalSetting ReadSection(Section section)
    {
        var kind = KindOf(section.Require("kind", "the tool whose journal is written, such as `dbup`"), "`kind`");

        if (kind == JournalKind.ChangeGate && section.Find("table") is { } table)
        {
            throw table.Place.Error("ChangeGate's own journal has no other `table`.", "Leave `table` out, or name the tool whose table it is as `kind`.");
        }

        if (kind != JournalKind.DbUp && (section.Find("names") ?? section.Find("prefix")) is { } naming)
        {
            throw naming.Place.Error("Only DbUp names scripts in more than one way.", "Leave `names` and `prefix` out.");
        }

        return new JournalSetting(kind)
        {
            Schema = section.FindText("schema"),
            Table = section.FindText("table"),
            Names = ReadNames(section),
            Prefix = section.FindText("prefix") is { } prefix ? prefix.TrimEnd('.') + "." : "",
            ReplacesVariables = section.Find("variables") is null || section.FindFlag("variables"),
        };
    }

    private static ScriptNaming ReadNames(Section section)
    {
        var names = section.FindWord("names", ["relative", "filename", "embedded"]);
        var prefix = section.Find("prefix");

        return (names, prefix) switch
        {
            ("embedded", null) => throw section.Find("names")!.Place.Error("`names` is `embedded`, and there is no `prefix`.", "Add `prefix:` with what stands before the file's name in the assembly, such as `MyApp.Scripts.`."),
            ("relative" or "filename", { } given) => throw given.Place.Error("`prefix` only stands before embedded names.", "Write `names: embedded`, or leave `prefix` out."),
            ("filename", _) => ScriptNaming.FileName,
            (_, not null) => ScriptNaming.Embedded,
            _ => ScriptNaming.Relative,
        };
    }

    private static JournalKind KindOf(ConfigurationNode node, string what)
    {
        var written = Section.Text(node, what);

        return JournalSetting.Keywords.ContainsKey(written) && !JournalSetting.Written.Contains(written)
            ? throw node.Place.Error($"{what} is `{written}`, whose journal is taken over and not written.", $"Leave it out, and take the history over with `changegate adopt --from {written}`.")
            : JournalSetting.Keywords[Section.Word(written, node.Place, what, JournalSetting.Written)];
    }
}
