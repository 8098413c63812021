using ChangeGate.Runs;

namespace ChangeGate.Databases.Running;

/// <summary>A guard that somebody altered says nothing true any more, so nothing runs on its word.</summary>
internal static class GuardCheck
{
    /// <returns>null where the guard is as it was installed, and where none was.</returns>
    public static Refusal? Check(GuardStatus guard) => guard.IsIntact ? null : new Refusal(
        RefusalKind.GuardAltered,
        $"The guard of this database is not as it was installed: {string.Join(" ", guard.Findings.Take(3))}",
        "Find out who did it and what was changed meanwhile (`changegate drift`); then a superuser installs it again with `changegate guard install`, or takes it out with `changegate guard uninstall`.");
}
