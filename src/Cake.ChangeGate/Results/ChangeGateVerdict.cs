namespace Cake.ChangeGate;

/// <summary>What the gate says, the strictest first. Only <see cref="Allowed"/> opens it.</summary>
public enum ChangeGateVerdict
{
    Denied,

    /// <summary>An approval is missing.</summary>
    Pending,

    Allowed,
}
