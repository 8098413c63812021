using System.Formats.Tar;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using ChangeGate.Databases.Shadows;

namespace ChangeGate.Databases.Tests.Shadows;

/// <summary>A registry that sends the same bytes to whoever asks, and counts.</summary>
internal sealed class PackageServer : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly byte[] _archive;
    private readonly int _status;
    private int _requests;

    public PackageServer(byte[] archive, int status = 200)
    {
        _archive = archive;
        _status = status;
        Address = new Uri($"http://127.0.0.1:{FreePort()}/");
        _listener.Prefixes.Add(Address.AbsoluteUri);
        _listener.Start();
        _ = ServeAsync();
    }

    public Uri Address { get; }

    public int Requests => _requests;

    public string? Path { get; private set; }

    /// <summary>A package as the registry would have it, with server programs that can do no more than say their version.</summary>
    public static byte[] Archive(params (string Name, string Text)[] files)
    {
        using var bytes = new MemoryStream();

        using (var zip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        using (var tar = new TarWriter(zip))
        {
            foreach (var (name, text) in files)
            {
                var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | (name.Contains("/bin/", StringComparison.Ordinal) ? UnixFileMode.UserExecute : 0);
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(text)), Mode = mode });
            }
        }

        return bytes.ToArray();
    }

    public static EmbeddedPackage PackageOf(byte[] archive) => new("linux-x64", "18.4.0-beta.17", Convert.ToBase64String(SHA512.HashData(archive)));

    public void Dispose() => _listener.Close();

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            try
            {
                var context = await _listener.GetContextAsync();
                Interlocked.Increment(ref _requests);
                Path = context.Request.RawUrl;
                context.Response.StatusCode = _status;
                await context.Response.OutputStream.WriteAsync(_archive);
                context.Response.Close();
            }
            catch (Exception failure) when (failure is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }
}
