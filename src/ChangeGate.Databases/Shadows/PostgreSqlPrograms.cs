using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ChangeGate.Databases.Shadows;

/// <summary>A folder with <c>postgres</c> and <c>initdb</c> of one version.</summary>
/// <param name="Folder">Without links: the server finds its libraries from where it really lies.</param>
/// <param name="Version">As it says itself, without the packager's addition: <c>15.13</c>.</param>
/// <param name="Origin"><c>local</c> or <c>embedded</c>.</param>
public sealed record PostgreSqlPrograms(string Folder, string Version, string Origin)
{
    public const int OldestMajor = 13;

    private static readonly string[] UsualParents = ["/usr/lib/postgresql", "/usr/local/opt", "/opt/homebrew/opt", "/usr", "/Library/PostgreSQL", "/Applications/Postgres.app/Contents/Versions"];

    public int Major { get; } = MajorOf(Version);

    /// <summary>The first of this major version, or the newest when none is asked for; null when there is none.</summary>
    /// <param name="folders">Looked into before the folders where systems install PostgreSQL.</param>
    public static async Task<PostgreSqlPrograms?> FindAsync(IEnumerable<string> folders, int? major, CancellationToken cancellation)
    {
        PostgreSqlPrograms? newest = null;

        foreach (var folder in folders.Concat(UsualFolders()).Select(Resolve).OfType<string>().Distinct())
        {
            var found = await ReadAsync(folder, "local", cancellation);

            if (found is null || found.Major < OldestMajor || (major is not null && found.Major != major))
            {
                continue;
            }

            if (major is not null)
            {
                return found;
            }

            newest = newest is null || found.Major > newest.Major ? found : newest;
        }

        return newest;
    }

    /// <summary>Asks the server program itself; null when it does not run here or says something else.</summary>
    internal static async Task<PostgreSqlPrograms?> ReadAsync(string folder, string origin, CancellationToken cancellation)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(Path.Combine(folder, "postgres"), ["--version"]) { RedirectStandardOutput = true, RedirectStandardError = true });
            var text = process is null ? "" : await process.StandardOutput.ReadToEndAsync(cancellation);
            return VersionIn(text) is { } version ? new PostgreSqlPrograms(folder, version, origin) : null;
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>What the server program answers to <c>--version</c>; null when it is something else.</summary>
    internal static string? VersionIn(string text)
    {
        var words = text.Split(' ', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return words is ["postgres", "(PostgreSQL)", [>= '0' and <= '9', ..] version, ..] ? version : null;
    }

    internal static int MajorOf(string version) =>
        int.Parse(version.AsSpan(0, version.AsSpan().IndexOfAnyExceptInRange('0', '9') is var end and > 0 ? end : version.Length), CultureInfo.InvariantCulture);

    private static IEnumerable<string> UsualFolders() =>
        UsualParents.Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories)
            .Where(folder => char.IsAsciiDigit(folder[^1]))
            .Select(folder => Path.Combine(folder, "bin"));

    private static string? Resolve(string folder)
    {
        var postgres = Path.Combine(folder, "postgres");

        if (!Path.IsPathRooted(folder) || !File.Exists(postgres) || !File.Exists(Path.Combine(folder, "initdb")))
        {
            return null;
        }

        var target = File.ResolveLinkTarget(postgres, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(postgres);
        var real = Path.GetDirectoryName(target);
        return real is not null && File.Exists(Path.Combine(real, "initdb")) ? real : folder;
    }
}
