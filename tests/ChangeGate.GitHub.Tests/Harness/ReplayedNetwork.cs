using System.Net;
using System.Text;

namespace ChangeGate.GitHub.Tests.Harness;

/// <summary>Remembers what it was answered, so that the same can be asked again without a server.</summary>
internal sealed class RecordedNetwork(HttpMessageHandler network) : DelegatingHandler(network)
{
    /// <summary>The last answer to each request, whatever its body was.</summary>
    public Dictionary<string, (HttpStatusCode Status, string Body, string? Link)> Answers { get; } = [];

    public static string Name(HttpRequestMessage request) => $"{request.Method} {request.RequestUri!.PathAndQuery}";

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var response = await base.SendAsync(request, cancellation);
        var body = await response.Content.ReadAsStringAsync(cancellation);

        // An answer that did not change says nothing.
        lock (Answers)
        {
            Answers[Name(request)] = response.StatusCode == HttpStatusCode.NotModified ? Answers[Name(request)] : (response.StatusCode, body, response.Headers.TryGetValues("Link", out var links) ? links.First() : null);
        }

        return response;
    }
}

/// <summary>Answers as it was recorded, but for one request, which fails however often it is repeated.</summary>
/// <param name="broken">Which request in the order of the run, repetitions not counted; -1 for none.</param>
/// <param name="fault">What it is answered.</param>
internal sealed class ReplayedNetwork(RecordedNetwork recorded, int broken, Func<string, HttpResponseMessage> fault) : HttpMessageHandler
{
    private readonly Lock _lock = new();

    private string? _last;

    private int _count = -1;

    /// <summary>The request that failed; null where the run did not come so far.</summary>
    public string? Broken { get; private set; }

    public int Count => _count + 1;

    /// <summary>What was written, with its method and path.</summary>
    public List<(string Request, string Body)> Written { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var name = RecordedNetwork.Name(request);
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellation);

        lock (_lock)
        {
            if (_count != broken || name != _last)
            {
                _count++;
            }

            _last = name;

            if (_count == broken)
            {
                Broken = name;
                return fault(recorded.Answers[name].Body);
            }

            Written.Add((name, body));
            var (status, answer, link) = recorded.Answers.TryGetValue(name, out var known) ? known : (HttpStatusCode.NotFound, "{}", null);
            var response = new HttpResponseMessage(status) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };

            if (link is not null)
            {
                response.Headers.TryAddWithoutValidation("Link", link);
            }

            return response;
        }
    }
}
