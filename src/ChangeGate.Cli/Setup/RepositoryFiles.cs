using System.Text;
using ChangeGate.Cli.Git;
using ChangeGate.Failures;

namespace ChangeGate.Cli.Setup;

/// <summary>What lies in a repository, or in a plain folder, by path from its root with forward slashes. Links are listed and never followed.</summary>
internal sealed class RepositoryFiles
{
    /// <summary>A file that says something about the set-up is small.</summary>
    private const long LargestText = 1024 * 1024;

    /// <summary>What tools bring along and git would ignore.</summary>
    private static readonly string[] Foreign = [".git", "node_modules", "bin", "obj", "target", "dist", "vendor", ".venv", "venv", ".terraform"];

    private static readonly string[] UsualBranches = ["main", "master"];

    private readonly GitRepository? _git;

    private RepositoryFiles(string root, GitRepository? git, IEnumerable<string> paths) =>
        (Root, _git, Paths) = (root, git, [.. paths.Order(StringComparer.Ordinal)]);

    public string Root { get; }

    public IReadOnlyList<string> Paths { get; }

    public bool IsGit => _git is not null;

    /// <summary>The repository around a folder, or the folder itself where there is none.</summary>
    public static RepositoryFiles Around(string folder)
    {
        if (GitRepository.Find(folder) is { } git)
        {
            var listed = git.Must(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).Text.Split('\0', StringSplitOptions.RemoveEmptyEntries);
            return new RepositoryFiles(git.Root, git, listed.Distinct(StringComparer.Ordinal).Where(path => Exists(Path.Combine(git.Root, path))));
        }

        try
        {
            return new RepositoryFiles(Path.GetFullPath(folder), git: null, Walk(new DirectoryInfo(folder), ""));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GateException($"The folder '{folder}' could not be read: {failure.Message}", "Give this user the right to read it.", failure);
        }
    }

    public string PathTo(string path) => Path.Combine(Root, path);

    public bool IsLink(string path) => new FileInfo(PathTo(path)).LinkTarget is not null;

    /// <returns>null where there is no such file, or none that a person would have written.</returns>
    public string? Text(string path)
    {
        var file = new FileInfo(PathTo(path));

        try
        {
            return file.Exists && file.LinkTarget is null && file.Length <= LargestText ? File.ReadAllText(file.FullName, Encoding.UTF8) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The branch that everything is merged into, as far as a clone knows.</summary>
    public string DefaultBranch()
    {
        const string Prefix = "refs/remotes/origin/";

        if (_git?.TryRead(["symbolic-ref", "--quiet", $"{Prefix}HEAD"]) is { } head && head.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return head[Prefix.Length..];
        }

        return UsualBranches.FirstOrDefault(name => _git?.Knows(name) ?? false)
            ?? _git?.TryRead(["symbolic-ref", "--quiet", "--short", "HEAD"])
            ?? "main";
    }

    /// <summary>Where <c>origin</c> is; it may hold a password, so it is never shown.</summary>
    public string? Origin() => _git?.TryRead(["remote", "get-url", "origin"]);

    /// <summary>What people call it: the last part of where it came from, or its folder's name.</summary>
    public string Name()
    {
        var origin = (Origin() ?? "").TrimEnd('/').Split('/', ':')[^1];
        var name = origin.EndsWith(".git", StringComparison.Ordinal) ? origin[..^4] : origin;
        return name.Length > 0 ? name : new DirectoryInfo(Root).Name;
    }

    private static bool Exists(string path) => new FileInfo(path) is { Exists: true } or { LinkTarget: not null };

    private static IEnumerable<string> Walk(DirectoryInfo folder, string below)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos("*", new EnumerationOptions { IgnoreInaccessible = true, AttributesToSkip = FileAttributes.None }))
        {
            if (entry is not DirectoryInfo inner || inner.LinkTarget is not null)
            {
                yield return below + entry.Name;
            }
            else if (!Foreign.Contains(entry.Name))
            {
                foreach (var path in Walk(inner, $"{below}{entry.Name}/"))
                {
                    yield return path;
                }
            }
        }
    }
}
