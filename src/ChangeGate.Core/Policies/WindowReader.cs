
namespace ChangeGate.Policies;

/// <summary>Reads <c>windows:</c> of an environment.</summary>
internal static class WindowReader
{
    public static ChangeWindows Read(ConfigurationNode node)
    {
        var section = Section.Read(node, "`windows`", ConfigurationKeys.Windows);

        return new ChangeWindows(
            [.. Items(section, "open", static (string text, out OpenHours? hours) => OpenHours.TryRead(text, out hours), "Write days and hours: `Mon-Thu 08:00-16:00`.")],
            [.. Items(section, "frozen", static (string text, out FrozenDays? days) => FrozenDays.TryRead(text, out days), "Write a day or the first and the last one: `2026-12-20..2027-01-03`.")],
            Zone(section));
    }

    private delegate bool TryRead<T>(string text, out T? read);

    private static IEnumerable<T> Items<T>(Section section, string key, TryRead<T> read, string remedy) => section.Find(key) is not { } node
        ? []
        : Section.Texts(node, $"`{key}`").Select(item => read(item.Value.Trim(), out var value) && value is not null ? value : throw item.Place.Error($"An item of `{key}` is {ConfigurationNode.Quote(item.Value)}.", remedy));

    private static TimeZoneInfo Zone(Section section)
    {
        if (section.FindText("timeZone") is not { } name || name == "UTC")
        {
            return TimeZoneInfo.Utc;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw section.Find("timeZone")!.Place.Error($"`timeZone` is {ConfigurationNode.Quote(name)}, which this machine does not know.", "Write a name of the IANA database, such as `Europe/Berlin`; where they are all unknown, install `tzdata`."); // it was found
    }
}
