using System.Text.Json;
using Cake.Core.IO;

namespace Cake.ChangeGate;

/// <summary>Whether a tool manifest of the repository lists <c>changegate</c>, so that <c>dotnet changegate</c> starts the version that it pins.</summary>
internal static class LocalTool
{
    private static readonly string[] Manifests = ["dotnet-tools.json", ".config/dotnet-tools.json"];

    public static bool IsListed(IFileSystem files, DirectoryPath from)
    {
        for (var folder = from; folder is not null; folder = Parent(folder))
        {
            if (Manifests.Select(name => files.GetFile(folder.CombineWithFilePath(name))).Any(static manifest => manifest.Exists && Lists(manifest)))
            {
                return true;
            }
        }

        return false;
    }

    private static DirectoryPath? Parent(DirectoryPath folder) => folder.GetParent() is { } parent && parent.FullPath != folder.FullPath ? parent : null;

    // A manifest that cannot be read lists nothing: the tool is then looked for, and missed by its name.
    private static bool Lists(IFile manifest)
    {
        try
        {
            using var stream = manifest.Open(FileMode.Open, FileAccess.Read, FileShare.Read);
            using var document = JsonDocument.Parse(stream);

            return document.RootElement.GetProperty("tools").EnumerateObject()
                .Any(static tool => tool.Value.GetProperty("commands").EnumerateArray().Any(static command => command.GetString() == ChangeGateRunner.Program));
        }
        catch (Exception unreadable) when (unreadable is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return false;
        }
    }
}
