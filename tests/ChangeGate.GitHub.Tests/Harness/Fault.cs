using Microsoft.AspNetCore.Http;

namespace ChangeGate.GitHub.Tests.Harness;

/// <summary>An answer in the place of the right one.</summary>
/// <param name="Path">How the path begins.</param>
internal sealed record Fault(string Method, string Path, int Status)
{
    /// <summary>How often it is given.</summary>
    public int Times { get; set; } = 1;

    public string Body { get; init; } = "{}";

    public Dictionary<string, string> Headers { get; init; } = [];

    public async Task WriteAsync(HttpResponse response)
    {
        response.StatusCode = Status;
        response.ContentType = "application/json; charset=utf-8";

        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        await response.WriteAsync(Body);
    }
}
