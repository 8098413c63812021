using ChangeGate.Text;

namespace ChangeGate.Policies;

/// <summary>Reads how the members of a fleet are taken in turn: the same keys in the configuration and in the file of the fleet.</summary>
internal static class FleetSettingsReader
{
    private const int MostAtOnce = 256;


    private static readonly TimeSpan UsualPatience = TimeSpan.FromSeconds(10);

    /// <param name="section">Which lists the keys of <see cref="ConfigurationKeys.Fleet"/>, others among them or not.</param>
    public static FleetSettings Read(Section section)
    {
        var waves = section.Find("waves") is { } node ? ReadWaves(node) : [];

        return new FleetSettings
        {
            Waves = waves,
            Parallel = section.FindNumber("parallel", 1, MostAtOnce) ?? 1,
            Tolerate = section.FindNumber("tolerate", 0, FleetFile.MostMembers) ?? 0,
            Health = section.Find("health") is { } health ? ReadHealth(health) : null,
        };
    }

    private static EquatableList<WaveSettings> ReadWaves(ConfigurationNode node)
    {
        var items = node is ListNode { Items.Count: > 0 } list ? list.Items : throw node.Place.Error($"`waves` is {node.Kind} where a list of waves is expected.", "Write one `- name:` for each wave, in the order in which they run.");
        var waves = new List<WaveSettings>();

        foreach (var item in items)
        {
            var section = Section.Read(item, "a wave", ConfigurationKeys.Wave);
            var name = PlainName.Check(section.RequireText("name", "what the wave is called"), section.Find("name")!.Place); // Required before.

            if (waves.Exists(wave => wave.Name == name))
            {
                throw item.Place.Error($"a wave `{name}` is there twice.", "Give each wave a name of its own.");
            }

            waves.Add(new WaveSettings(name)
            {
                Take = section.FindNumber("take", 1, FleetFile.MostMembers) ?? 0,
                Parallel = section.FindNumber("parallel", 1, MostAtOnce),
                Tolerate = section.FindNumber("tolerate", 0, FleetFile.MostMembers),
                Health = section.Find("health") is { } health ? ReadHealth(health) : null,
            });
        }

        return waves[^1].Take == 0 ? [.. waves] : throw items[^1].Place.Error("the last wave has `take`.", "Leave it out: the last wave takes all members that are left.");
    }

    private static HealthQuestion ReadHealth(ConfigurationNode node)
    {
        if (node is ScalarNode)
        {
            return new HealthQuestion(Section.Text(node, "`health`"), UsualPatience, TimeSpan.Zero);
        }

        var section = Section.Read(node, "`health`", ConfigurationKeys.Health);

        return new HealthQuestion(
            section.RequireText("ask", "one SELECT that answers whether a member is well"),
            section.Find("within") is { } within ? Section.ShortDuration(within, "`within`") : UsualPatience,
            section.Find("after") is { } after ? Section.ShortDuration(after, "`after`") : TimeSpan.Zero);
    }
}
