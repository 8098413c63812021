using System.Net;
using System.Text;
using ChangeGate.GitHub.Connection;

namespace ChangeGate.GitHub.Tests.Harness;

/// <summary>Answers what a test tells it to, request by request; the last answer is given for ever.</summary>
internal sealed class ScriptedNetwork(params Func<HttpRequestMessage, HttpResponseMessage>[] script) : HttpMessageHandler
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);

    // Not a round number: no wait is as long as an attempt may be.
    public static readonly GitHubOptions Options = new() { Timeout = TimeSpan.FromSeconds(33.3) };

    private int _next;

    /// <summary>Method, address and token of every request.</summary>
    public List<(string Line, string? Token, string? Tag)> Requests { get; } = [];

    public static SkippingTime Time() => new(Noon, Options.Timeout);

    public GitHubClient Client(TimeProvider time, Credentials? credentials = null, GitHubOptions? options = null) =>
        new(credentials ?? Credentials.OfToken("ghs_secret"), options ?? Options, time, this);

    public GitHubRepository Repository(TimeProvider time, GitHubOptions? options = null) => Client(time, options: options).Repository(RepositoryName.Parse("alice/shop"));

    public static Func<HttpRequestMessage, HttpResponseMessage> Answer(int status, string body = "{}", params (string Name, string Value)[] headers) => _ =>
    {
        var response = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    };

    public static Func<HttpRequestMessage, HttpResponseMessage> NoAnswer() => _ => throw new HttpRequestException(HttpRequestError.ConnectionError);

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        lock (Requests)
        {
            Requests.Add(($"{request.Method} {request.RequestUri}", request.Headers.Authorization?.Parameter, request.Headers.IfNoneMatch.ToString()));
            return Task.FromResult(script[Math.Min(_next++, script.Length - 1)](request));
        }
    }
}
