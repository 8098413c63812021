using ChangeGate.Databases.Shadows;

namespace ChangeGate.Cli.Sources;

/// <summary>Where this user's machine keeps what rehearsals need, and where they may make a mess.</summary>
internal static class ShadowPlaces
{
    // Made-up rows are few, and what takes a minute with them does not end in production.
    private static readonly TimeSpan StatementLimit = TimeSpan.FromMinutes(1);

    /// <param name="statementLimit">null where nobody says how long a statement may run.</param>
    public static ShadowOptions Options(TimeSpan? statementLimit) => new ShadowOptions
    {
        CacheFolder = Environment.GetEnvironmentVariable("CHANGEGATE_CACHE") is { Length: > 0 } given ? given : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "changegate"),
        TemporaryFolder = Path.GetTempPath(),
        ProgramFolders = [.. (Environment.GetEnvironmentVariable("CHANGEGATE_POSTGRES_PROGRAMS") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries), .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)],
        StatementLimit = statementLimit ?? StatementLimit,
        IsRoot = Environment.UserName == "root",
    }.PreferMemory();
}
