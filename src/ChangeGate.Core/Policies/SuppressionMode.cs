namespace ChangeGate.Policies;

/// <summary>Which findings the author of a proposal may except by a comment. The zero value allows none.</summary>
public enum SuppressionMode
{
    None,

    /// <summary>Neither what destroys, opens or cannot be taken back, nor what a clause of the policy speaks of.</summary>
    Advice,

    /// <summary>All but what could not be read.</summary>
    All,
}
