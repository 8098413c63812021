using System.Formats.Tar;
using System.IO.Compression;
using System.Text.Json;

namespace ChangeGate.Databases.Shadows;

/// <summary>Unpacks the programs of a package. Its digest was checked before, and still nothing is written outside the folder.</summary>
internal static class EmbeddedArchive
{
    private const string Programs = "package/native/";
    private const string Links = "pg-symlinks.json";

    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private const UnixFileMode Executable = Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <exception cref="InvalidDataException">It is no such archive, or names something outside.</exception>
    public static async Task UnpackAsync(Stream archive, string folder, CancellationToken cancellation)
    {
        await using var unzipped = new GZipStream(archive, CompressionMode.Decompress);
        await using var reader = new TarReader(unzipped);

        while (await reader.GetNextEntryAsync(copyData: false, cancellation) is { } entry)
        {
            if (entry.EntryType is TarEntryType.RegularFile or TarEntryType.V7RegularFile && entry.Name.StartsWith(Programs, StringComparison.Ordinal))
            {
                await WriteAsync(entry, Inside(folder, entry.Name[Programs.Length..]), cancellation);
            }
            else if (entry.EntryType is TarEntryType.SymbolicLink or TarEntryType.HardLink)
            {
                throw new InvalidDataException($"The package holds a link, `{entry.Name}`.");
            }
        }

        await RestoreLinksAsync(folder, cancellation);
    }

    private static async Task WriteAsync(TarEntry entry, string path, CancellationToken cancellation)
    {
        MakeFolder(Path.GetDirectoryName(path)!);

        await using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write))
        {
            if (entry.DataStream is { } data)
            {
                await data.CopyToAsync(file, cancellation);
            }
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, entry.Mode.HasFlag(UnixFileMode.UserExecute) ? Executable : Readable);
        }
    }

    // npm packages cannot hold links; the file lists the other names of each library, relative to the package.
    private static async Task RestoreLinksAsync(string folder, CancellationToken cancellation)
    {
        var list = Path.Combine(folder, Links);

        if (!File.Exists(list))
        {
            return;
        }

        await using var file = File.OpenRead(list);
        using var document = await JsonDocument.ParseAsync(file, cancellationToken: cancellation);

        foreach (var link in document.RootElement.EnumerateArray())
        {
            var source = Inside(folder, NameOf(link, "source"));
            var target = Inside(folder, NameOf(link, "target"));

            if (!File.Exists(target))
            {
                MakeFolder(Path.GetDirectoryName(target)!);
                File.CreateSymbolicLink(target, Path.GetRelativePath(Path.GetDirectoryName(target)!, source));
            }
        }
    }

    private static string NameOf(JsonElement link, string property)
    {
        const string native = "native/";
        var name = link.GetProperty(property).GetString() ?? "";
        return name.StartsWith(native, StringComparison.Ordinal) ? name[native.Length..] : throw new InvalidDataException($"The package links to `{name}`, which is outside.");
    }

    private static string Inside(string folder, string name)
    {
        var path = Path.GetFullPath(Path.Combine(folder, name));
        return path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal) ? path : throw new InvalidDataException($"The package names `{name}`, which is outside.");
    }

    // Another user runs the programs when we are root.
    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, Executable);
        }
    }
}
