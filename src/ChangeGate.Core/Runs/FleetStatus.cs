using ChangeGate.Text;

namespace ChangeGate.Runs;

/// <summary>How a member of a fleet stands to the files and to its own journal. The zero value asks for a person.</summary>
public enum MemberStanding
{
    /// <summary>Something must be mended by a person before anything may run there.</summary>
    Broken,

    Unreachable,

    /// <summary>Its schema is not the one that its journal recorded.</summary>
    Drifted,

    /// <summary>Something is still to run.</summary>
    Behind,

    UpToDate,
}

/// <summary>One member of a fleet held against the files.</summary>
public sealed record MemberStatus(string Name, string Wave, MemberStanding Standing)
{
    /// <summary>The last migration that it has, in the order of the files; null where it has none or was not reached.</summary>
    public string? Version { get; init; }

    /// <summary>How many migrations of the folder it lacks.</summary>
    public int Pending { get; init; }

    /// <summary>What is wrong, as a sentence; null where nothing is.</summary>
    public string? Because { get; init; }

    public string? Server { get; init; }

    public string? Database { get; init; }
}

/// <summary>The journals of a fleet held against the files.</summary>
public sealed record FleetStatus(string Target, string Environment, EquatableList<MemberStatus> Members)
{
    public bool IsUpToDate => Members.All(static member => member.Standing == MemberStanding.UpToDate);

    /// <summary>Something must be mended by a person.</summary>
    public bool IsBroken => Members.Any(static member => member.Standing is MemberStanding.Broken or MemberStanding.Drifted);
}
