using ChangeGate.Cli.Output;
using ChangeGate.Failures;
using ChangeGate.Migrations;

namespace ChangeGate.Cli.Sources;

/// <summary>Script files from a folder on disk, or from a folder in a commit.</summary>
internal static class MigrationFolder
{
    /// <summary>A script larger than this is no migration.</summary>
    private const long LargestScript = 64L * 1024 * 1024;

    public static IReadOnlyList<ScriptFile> Read(string folder)
    {
        if (File.Exists(folder))
        {
            var file = new FileInfo(folder);
            return [new ScriptFile(file.Name, ReadBounded(file))];
        }

        if (!Directory.Exists(folder))
        {
            throw new GateException($"There is no folder '{folder}'.", "Name a folder of .sql files with --folder DIR, or a target of changegate.yml with --target NAME.");
        }

        try
        {
            return [.. new DirectoryInfo(folder)
                .EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 8, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None })
                .Where(file => file.Name.EndsWith(".sql", StringComparison.OrdinalIgnoreCase))
                .Select(file => new ScriptFile(Path.GetRelativePath(folder, file.FullName).Replace('\\', '/'), ReadBounded(file)))];
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new GateException($"The folder '{folder}' could not be read: {failure.Message}", "Give this user the right to read every file in it.", failure);
        }
    }

    public static IReadOnlyList<ScriptFile> Read(ICommitFiles repository, string commit, string folder)
    {
        var files = repository.Files(commit, folder).Where(file => file.Path.EndsWith(".sql", StringComparison.OrdinalIgnoreCase)).ToList();

        if (files.FirstOrDefault(file => file.IsLink) is { } link)
        {
            throw new GateException($"'{link.Path}' is a symbolic link.", "Commit the script itself: what a link points at is not part of the commit that was judged.");
        }

        var blobs = repository.Blobs(files.Select(file => file.Blob));
        var prefix = folder.Length == 0 ? 0 : folder.Length + 1;

        return [.. files.Select(file => new ScriptFile(file.Path[prefix..], blobs[file.Blob]))];
    }

    /// <summary>The migrations among the files; what is none is said to a person.</summary>
    public static IReadOnlyList<Migration> Arrange(IReadOnlyList<ScriptFile> files, MigrationLayout layout, string folder)
    {
        var strangers = MigrationLayouts.Strangers(files.Select(file => file.Path), layout).ToList();

        if (strangers.Count > 0)
        {
            Terminal.Remark($"{strangers.Count} .sql file(s) below '{folder}' are no migrations of layout {layout.ToString().ToLowerInvariant()} and are neither judged nor run: {string.Join(", ", strangers.Take(3))}{(strangers.Count > 3 ? ", …" : "")}");
        }

        return MigrationLayouts.Arrange(files, layout);
    }

    /// <summary>A folder on disk as the repository around it names it; empty where there is none. It is looked for without git, which folders do not need.</summary>
    public static string InRepository(string folder)
    {
        var full = Path.GetFullPath(folder);
        var lowest = new DirectoryInfo(Directory.Exists(full) ? full : Path.GetDirectoryName(full)!);

        for (var root = lowest; root is not null; root = root.Parent)
        {
            if (Path.Exists(Path.Combine(root.FullName, ".git")))
            {
                var path = Path.GetRelativePath(root.FullName, lowest.FullName).Replace('\\', '/');
                return path == "." ? "" : path;
            }
        }

        return "";
    }

    private static byte[] ReadBounded(FileInfo file) =>
        file.Length <= LargestScript
            ? File.ReadAllBytes(file.FullName)
            : throw new GateException($"'{file.FullName}' is {file.Length / 1024 / 1024} MB.", "A migration may have 64 MB: load bulk data by another way.");
}
