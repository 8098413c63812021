using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using ChangeGate.GitHub.Payloads;

namespace ChangeGate.GitHub.Connection;

/// <summary>What GitHub answered.</summary>
internal sealed record Reply(HttpStatusCode Status, byte[] Body, HttpResponseHeaders Headers)
{
    public bool IsSuccess => (int)Status is >= 200 and < 300;

    public bool IsRedirect => Status is HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;

    /// <summary>GitHub is unwell; it may be better in a moment.</summary>
    public bool IsOutage => Status is HttpStatusCode.InternalServerError or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout;

    public string? Header(string name) => Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    public long? Number(string name) => long.TryParse(Header(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>null where the body is no problem as GitHub writes them.</summary>
    public ProblemPayload? Problem()
    {
        try
        {
            return JsonSerializer.Deserialize(Body, GitHubJson.Default.ProblemPayload);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
