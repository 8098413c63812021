using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ChangeGate.Failures;
using ChangeGate.Policies;
using ChangeGate.Signatures;

namespace ChangeGate.Cli.Identities;

/// <summary>What is asked of issuers over the network: their keys, and of GitHub Actions a token. Only by https, never after a redirect, and no long answers.</summary>
internal sealed class IssuerNetwork : IDisposable
{
    public const string RequestAddress = "ACTIONS_ID_TOKEN_REQUEST_URL";

    public const string RequestToken = "ACTIONS_ID_TOKEN_REQUEST_TOKEN"; // The name of a variable, and no secret.

    private const int LargestAnswer = 256 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly HttpClient _http;

    public IssuerNetwork()
        : this(new SocketsHttpHandler { AllowAutoRedirect = false, ConnectTimeout = Patience })
    {
    }

    /// <param name="network">Answers calls; owned from here on.</param>
    public IssuerNetwork(HttpMessageHandler network) => _http = new HttpClient(network) { Timeout = Patience, MaxResponseContentBufferSize = LargestAnswer };

    public void Dispose() => _http.Dispose();

    /// <summary>The keys that the issuer has now.</summary>
    public async Task<JsonWebKeySet> KeysAsync(TokenIssuer issuer, CancellationToken cancellation)
    {
        var address = DiscoveryDocument.AddressOf(issuer.Issuer);

        if (!DiscoveryDocument.TryRead(await GetAsync(address, null, cancellation), issuer.Issuer, out var keys, out var problem))
        {
            throw Unusable(address, problem);
        }

        return JsonWebKeySet.TryRead(await GetAsync(keys, null, cancellation), out var set, out problem) ? set : throw Unusable(keys, problem);
    }

    /// <summary>A token of this job of GitHub Actions.</summary>
    /// <param name="address">As GitHub gave it to the job.</param>
    /// <param name="bearer">What lets ask there; a secret.</param>
    /// <param name="audience">For whom it shall be made.</param>
    /// <param name="cancellation">While it waits.</param>
    public async Task<string> WorkflowTokenAsync(string address, string bearer, string audience, CancellationToken cancellation)
    {
        if (!Uri.TryCreate($"{address}{(address.Contains('?') ? '&' : '?')}audience={Uri.EscapeDataString(audience)}", UriKind.Absolute, out var url))
        {
            throw new GateException($"{RequestAddress} is no address.", "Let the workflow set it: `permissions: id-token: write`, and nothing of your own.");
        }

        var answer = await GetAsync(url, bearer, cancellation);

        try
        {
            using var document = JsonDocument.Parse(answer);
            return document.RootElement.GetProperty("value").GetString() is { Length: > 0 } token ? token : throw new JsonException();
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // The answer holds a token: nothing of it is shown.
            throw new GateException("GitHub Actions did not answer with a token.", "Run the job again.");
        }
    }

    private async Task<byte[]> GetAsync(Uri address, string? bearer, CancellationToken cancellation)
    {
        if (address.Scheme != Uri.UriSchemeHttps)
        {
            throw new GateException($"`{address.Host}` is not asked without https.", "Write an address of https.");
        }

        using var call = new HttpRequestMessage(HttpMethod.Get, address);
        call.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        call.Headers.UserAgent.Add(new ProductInfoHeaderValue("changegate", null));

        if (bearer is not null)
        {
            call.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        }

        try
        {
            using var reply = await _http.SendAsync(call, cancellation);
            return reply.StatusCode == HttpStatusCode.OK ? await reply.Content.ReadAsByteArrayAsync(cancellation) : throw Unusable(address, $"answers with {(int)reply.StatusCode}");
        }
        catch (HttpRequestException failure)
        {
            throw new GateException($"`{address.Host}` could not be asked: {failure.Message}", "Try again, or name a file with the issuer's keys instead of `discover`.", failure);
        }
        catch (TaskCanceledException failure) when (!cancellation.IsCancellationRequested)
        {
            throw new GateException($"`{address.Host}` did not answer within {Patience.TotalSeconds:0} seconds.", "Try again, or name a file with the issuer's keys instead of `discover`.", failure);
        }
    }

    private static GateException Unusable(Uri address, string problem) =>
        new($"`{address.GetLeftPart(UriPartial.Path)}` {problem}.", "Ask whoever runs the issuer, or name a file with its keys instead of `discover`.");
}
