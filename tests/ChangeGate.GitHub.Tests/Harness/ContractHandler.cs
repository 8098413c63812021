using System.Text.Json;

namespace ChangeGate.GitHub.Tests.Harness;

/// <summary>Fails the test whose request GitHub's own description does not know or does not allow.</summary>
internal sealed class ContractHandler() : DelegatingHandler(new SocketsHttpHandler())
{
    public List<string> Requests { get; } = [];

    /// <summary>What was written, with its method and path.</summary>
    public List<(string Request, string Body)> Written { get; } = [];

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellation);

        lock (Requests)
        {
            Requests.Add($"{request.Method} {request.RequestUri!.AbsolutePath}");

            if (body.Length > 0)
            {
                Written.Add((Requests[^1], body));
            }
        }

        var response = await base.SendAsync(request, cancellation);
        var violations = response.Headers.TryGetValues("sl-violations", out var values) ? values.SelectMany(Violations).ToList() : [];

        if (violations.Count > 0)
        {
            throw new AssertionException($"{request.Method} {request.RequestUri} {body}\nis not what GitHub describes:\n{string.Join('\n', violations)}");
        }

        return response;
    }

    // What the emulator answers is its own affair.
    private static IEnumerable<string> Violations(string header)
    {
        using var document = JsonDocument.Parse(header);

        return [.. document.RootElement.EnumerateArray()
            .Where(violation => violation.GetProperty("location")[0].GetString() == "request")
            .Select(violation => violation.ToString())];
    }
}
