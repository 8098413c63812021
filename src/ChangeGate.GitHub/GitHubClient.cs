using System.Net;
using ChangeGate.GitHub.Connection;

namespace ChangeGate.GitHub;

/// <summary>GitHub's API as values. One client speaks for one token; answers that GitHub marked as unchanged are kept as long as it lives.</summary>
public sealed class GitHubClient : IDisposable
{
    private const int LargestAnswer = 160 * 1024 * 1024;

    private readonly HttpClient _http;

    private readonly GitHubConnection _connection;

    public GitHubClient(Credentials credentials, GitHubOptions options, TimeProvider time)
        : this(credentials, options, time, new SocketsHttpHandler())
    {
    }

    /// <param name="network">Every request goes through it; it is disposed of with the client.</param>
    public GitHubClient(Credentials credentials, GitHubOptions options, TimeProvider time, HttpMessageHandler network)
    {
        if (network is SocketsHttpHandler sockets)
        {
            sockets.AllowAutoRedirect = false;
            sockets.AutomaticDecompression = DecompressionMethods.All;
            sockets.PooledConnectionLifetime = TimeSpan.FromMinutes(5);
        }

        // Each attempt has its own time; all of a call's attempts have none.
        _http = new HttpClient(network) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LargestAnswer };
        _connection = new GitHubConnection(_http, credentials, options, time);
    }

    /// <summary>Requests that left this machine so far.</summary>
    public int Calls => _connection.Calls;

    public GitHubRepository Repository(RepositoryName name) => new(_connection, name);

    public void Dispose()
    {
        _connection.Dispose();
        _http.Dispose();
    }
}
