namespace Cake.ChangeGate;

/// <summary>Which verdicts end the build. A broken world (the tool's exit codes 3 and 4) always does.</summary>
public enum ChangeGateFailOn
{
    /// <summary>Whatever is not allowed: denied, and pending for want of an approval.</summary>
    Pending,

    /// <summary>Denied alone; the build itself looks at <see cref="ChangeGateVerdict.Pending"/>.</summary>
    Denied,

    /// <summary>None: the build looks at the verdict.</summary>
    Never,
}
