using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ChangeGate.Databases.Tests.Running;

/// <summary>Stands between a run and its server, and cuts every connection for ever once so many bytes have passed, either way.</summary>
internal sealed class CutProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly List<Socket> _sockets = [];
    private readonly Lock _one = new();
    private readonly EndPoint _server;
    private readonly long _most;
    private long _passed;
    private bool _cut;

    /// <param name="connection">Of the server itself.</param>
    /// <param name="most">After so many bytes; the byte that is one too many does not pass.</param>
    public CutProxy(string connection, long most)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection);
        _server = settings.Host!.StartsWith('/') ? new UnixDomainSocketEndPoint($"{settings.Host}/.s.PGSQL.{settings.Port}") : new DnsEndPoint(settings.Host, settings.Port); // tests always have one
        _most = most;
        _listener.Start();
        Connection = new NpgsqlConnectionStringBuilder(connection) { Host = "127.0.0.1", Port = ((IPEndPoint)_listener.LocalEndpoint).Port, SslMode = SslMode.Disable, GssEncryptionMode = GssEncryptionMode.Disable, Pooling = false, Timeout = 5 }.ConnectionString;
        _ = AcceptAsync();
    }

    public string Connection { get; }

    public long Passed => Interlocked.Read(ref _passed);

    public void Dispose()
    {
        Cut();
        _listener.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync();
                var server = new Socket(_server.AddressFamily == AddressFamily.Unix ? AddressFamily.Unix : AddressFamily.InterNetwork, SocketType.Stream, _server.AddressFamily == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp);

                if (!Keep(client, server))
                {
                    continue;
                }

                await server.ConnectAsync(_server);
                _ = PassAsync(client, server);
                _ = PassAsync(server, client);
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // Cut.
        }
    }

    private bool Keep(params Socket[] pair)
    {
        lock (_one)
        {
            if (!_cut)
            {
                _sockets.AddRange(pair);
                return true;
            }
        }

        Array.ForEach(pair, static socket => socket.Dispose());
        return false;
    }

    private async Task PassAsync(Socket from, Socket to)
    {
        var buffer = new byte[16_384];

        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count)
            {
                var before = Interlocked.Add(ref _passed, count) - count;

                if (before + count > _most)
                {
                    // What was still allowed arrives: a message may break off anywhere.
                    await to.SendAsync(buffer.AsMemory(0, (int)Math.Max(0, _most - before)));
                    Cut();
                    return;
                }

                await to.SendAsync(buffer.AsMemory(0, count));
            }

            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The other side, or the cut.
        }
    }

    private void Cut()
    {
        lock (_one)
        {
            _cut = true;
            _sockets.ForEach(static socket => socket.Dispose());
            _sockets.Clear();
        }
    }
}
