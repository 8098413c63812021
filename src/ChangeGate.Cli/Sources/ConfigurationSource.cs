using ChangeGate.Failures;
using ChangeGate.Policies;
using ChangeGate.Text;

namespace ChangeGate.Cli.Sources;

/// <summary>A configuration and the place that its relative paths start from: a folder on disk, or a folder in a commit.</summary>
internal sealed class ConfigurationSource
{
    public const string FileName = "changegate.yml";

    private readonly Func<string, ReadOnlyMemory<byte>?> _read;

    private ConfigurationSource(string path, string folder, Func<string, ReadOnlyMemory<byte>?> read)
    {
        _read = read;
        Path = path;
        Folder = folder;
        var text = Decode(path, read(path) ?? throw new GateException($"There is no '{path}'.", "Name the configuration with --config FILE."));
        Configuration = PolicyFile.Read(new SourceText(path, text), ReadKey);
    }

    public Configuration Configuration { get; }

    /// <summary>Where the file lies: on disk, or from the root of the repository.</summary>
    public string Path { get; }

    /// <summary>The folder of the file: on disk, or from the root of the repository.</summary>
    public string Folder { get; }

    /// <summary>The named file, or the one of this folder; null when neither is there.</summary>
    public static ConfigurationSource? OnDisk(string? path)
    {
        if (path is null && !File.Exists(FileName))
        {
            return null;
        }

        var full = System.IO.Path.GetFullPath(path ?? FileName);
        return new ConfigurationSource(full, System.IO.Path.GetDirectoryName(full)!, name => File.Exists(name) ? File.ReadAllBytes(name) : default(ReadOnlyMemory<byte>?));
    }

    /// <summary>The file as a commit has it; null when it is not there.</summary>
    /// <param name="path">From the root of the repository.</param>
    public static ConfigurationSource? InCommit(ICommitFiles repository, string commit, string path) =>
        repository.File(commit, path) is null
            ? null
            : new ConfigurationSource(path, path.LastIndexOf('/') is var slash and > 0 ? path[..slash] : "", name => repository.File(commit, name));

    public Target Target(string name) =>
        Configuration.Targets.FirstOrDefault(target => target.Name == name) ?? throw new GateException(
            $"The configuration has no target '{name}'.",
            $"Its targets are: {string.Join(", ", Configuration.Targets.Select(target => target.Name))}.");

    /// <summary>A path of the configuration, from where its own folder starts.</summary>
    public string Resolve(string path) => System.IO.Path.IsPathRooted(Folder) ? System.IO.Path.GetFullPath(path, Folder)
        : path == "." ? Folder
        : Folder.Length == 0 ? path : $"{Folder}/{path}";

    private string ReadKey(string written)
    {
        var path = Resolve(written.Trim());

        return Decode(path, _read(path) ?? throw new GateException(
            $"There is no file of keys at '{path}', which the configuration names.",
            "Commit the file beside the configuration; the PEM text of an approver may also stand in it."));
    }

    private static string Decode(string path, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            return new System.Text.UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes.Span).TrimStart('\uFEFF');
        }
        catch (System.Text.DecoderFallbackException failure)
        {
            throw new GateException($"'{path}' is not UTF-8 text.", "Save it as UTF-8.", failure);
        }
    }
}
