namespace ChangeGate.Cli.Running;

/// <summary>Who asks for a run, as this host knows it: the CI's account and run, or the user of this machine.</summary>
internal static class Actor
{
    public static string Name { get; } = Find();

    private static string Find() =>
        (Environment.GetEnvironmentVariable("GITHUB_ACTOR"), Environment.GetEnvironmentVariable("GITHUB_RUN_ID")) is ({ Length: > 0 } actor, { Length: > 0 } run)
            ? $"{actor} (GitHub Actions run {run})"
            : $"{Environment.UserName}@{Environment.MachineName}";
}
