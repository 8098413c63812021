using ChangeGate.Text;

namespace ChangeGate.Changes;

/// <summary>What the text of a function, a query or a policy tells of what happens when it runs. What it calls and reads may do more than it does itself.</summary>
public sealed record CodeReading
{
    public static CodeReading Unknown { get; } = new() { IsOpen = true };

    /// <summary>Its own statements change nothing. False where one may, or was not understood.</summary>
    public bool OnlyQueries { get; init; }

    /// <summary>A function that says it is IMMUTABLE or STABLE: the engine refuses what its own statements would write, though not what functions do that it calls.</summary>
    public bool IsSteady { get; init; }

    /// <summary>What it calls cannot be known: it runs a text, or holds what no name can be read from.</summary>
    public bool IsOpen { get; init; }

    /// <summary>All names that it holds, without their schemas and whatever they name: a column by the name of a function may call it.</summary>
    public EquatableList<string> Names { get; init; }

    /// <summary>Functions it calls that are not known as the engine's own that only give a value.</summary>
    public EquatableList<ObjectName> Calls { get; init; }

    /// <summary>Relations that it reads, as written, without those of the engine.</summary>
    public EquatableList<ObjectName> Reads { get; init; }

    /// <summary>Extensions whose functions it seems to call.</summary>
    public EquatableList<string> Extensions { get; init; }
}
