using System.Diagnostics;
using ChangeGate.Databases;
using ChangeGate.Decisions;

namespace ChangeGate.Cli;

/// <summary>What a pipeline sees. Only <see cref="Allowed"/> opens the gate.</summary>
internal enum ExitCode
{
    Allowed = 0,
    Denied = 1,
    Pending = 2,

    /// <summary>The world is broken: the message says what and how to mend it.</summary>
    CannotDecide = 3,

    /// <summary>ChangeGate is wrong.</summary>
    Bug = 4,
}

internal static class ExitCodeExtensions
{
    /// <summary>What the manual says of it.</summary>
    public static string ToMeaning(this ExitCode code) => code switch
    {
        ExitCode.Allowed => "Allowed, or done, or all is well.",
        ExitCode.Denied => "Denied, or what was looked at does not hold.",
        ExitCode.Pending => "Approval is needed, or something waits for a person.",
        ExitCode.CannotDecide => "Cannot decide: the message says what is wrong and what to do. The gate stays shut.",
        ExitCode.Bug => "A bug in ChangeGate. The gate stays shut.",
        _ => throw new UnreachableException($"Exit code {code}."),
    };
}

internal static class VerdictExtensions
{
    public static ExitCode ToExitCode(this Verdict verdict) => verdict switch
    {
        Verdict.Allowed => ExitCode.Allowed,
        Verdict.Pending => ExitCode.Pending,
        _ => ExitCode.Denied,
    };

    public static ExitCode ToExitCode(this Refusal refusal) =>
        refusal.Kind is RefusalKind.HistoryChanged or RefusalKind.GuardAltered or RefusalKind.OutsideWindow or RefusalKind.IdentityNotProved ? ExitCode.Denied : ExitCode.CannotDecide;

    /// <summary>The code of several answers together: the one that keeps the gate most firmly shut.</summary>
    public static ExitCode StrictestWith(this ExitCode one, ExitCode other) =>
        Strictness(one) >= Strictness(other) ? one : other;

    private static int Strictness(ExitCode code) => code switch
    {
        ExitCode.Allowed => 0,
        ExitCode.Pending => 1,
        ExitCode.Denied => 2,
        ExitCode.CannotDecide => 3,
        _ => 4,
    };
}
