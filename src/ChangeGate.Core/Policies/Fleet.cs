using ChangeGate.Text;

namespace ChangeGate.Policies;

/// <summary>Databases that one approved set is brought to, wave after wave. No wave is empty, and no two members have one name.</summary>
public sealed record Fleet(EquatableList<FleetWave> Waves)
{
    public int Count => Waves.Sum(static wave => wave.Members.Count);

    public IEnumerable<FleetMember> Members => Waves.SelectMany(static wave => wave.Members);
}

/// <summary>Members that are run before the next wave begins.</summary>
public sealed record FleetWave(string Name, EquatableList<FleetMember> Members)
{
    /// <summary>How many of its members run at once; at least 1.</summary>
    public int Parallel { get; init; } = 1;

    /// <summary>How many of its members may come to nothing before the rest is left alone.</summary>
    public int Tolerate { get; init; }

    /// <summary>What its members are asked before the next wave begins; null for nothing.</summary>
    public HealthQuestion? Health { get; init; }
}

/// <param name="Name">Plain: it stands in connections, file names and reports.</param>
/// <param name="Connection">With its name in place of <c>${member}</c>, and else as it was written.</param>
public sealed record FleetMember(string Name, ConnectionTemplate Connection);

/// <summary>A query that only reads, and answers whether a database is well.</summary>
/// <param name="Ask">One SELECT that gives one truth value.</param>
/// <param name="Within">How long it may take.</param>
/// <param name="After">How long to wait before it is asked.</param>
public sealed record HealthQuestion(string Ask, TimeSpan Within, TimeSpan After);

/// <summary>How the members of a fleet are taken in turn, as it was written: in the configuration, or in the file of the fleet.</summary>
public sealed record FleetSettings
{
    /// <summary>In order; empty where members number their waves, or there is one.</summary>
    public EquatableList<WaveSettings> Waves { get; init; }

    public int Parallel { get; init; } = 1;

    public int Tolerate { get; init; }

    public HealthQuestion? Health { get; init; }
}

/// <summary>null where what holds for every wave holds.</summary>
public sealed record WaveSettings(string Name)
{
    /// <summary>How many of the members that name no wave come into this one.</summary>
    public int Take { get; init; }

    public int? Parallel { get; init; }

    public int? Tolerate { get; init; }

    public HealthQuestion? Health { get; init; }
}
