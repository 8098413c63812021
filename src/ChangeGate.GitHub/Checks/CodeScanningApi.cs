using System.IO.Compression;
using ChangeGate.Failures;
using ChangeGate.GitHub.Connection;
using ChangeGate.GitHub.Payloads;

namespace ChangeGate.GitHub.Checks;

/// <summary>Findings in GitHub's own list of code-scanning alerts.</summary>
public sealed class CodeScanningApi
{
    private const int LargestUpload = 10 * 1024 * 1024;

    private readonly RepositoryApi _api;

    internal CodeScanningApi(RepositoryApi api) => _api = api;

    /// <param name="reference">A full one: <c>refs/heads/main</c>, <c>refs/pull/7/merge</c>.</param>
    /// <returns>GitHub's name of the upload, which it reads later.</returns>
    public async Task<string> UploadAsync(string commit, string reference, ReadOnlyMemory<byte> sarif, CancellationToken cancellation)
    {
        using var packed = new MemoryStream();

        await using (var zip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await zip.WriteAsync(sarif, cancellation);
        }

        if (packed.Length > LargestUpload)
        {
            throw new GateException($"The findings are {packed.Length / (1024 * 1024)} MB packed; GitHub takes {LargestUpload / (1024 * 1024)} MB.", "Read them in the report.");
        }

        var body = new SarifBody(commit, reference, Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length), "ChangeGate");
        var call = Call.Post(_api.Path($"code-scanning/sarifs"), "security-events: write").With(body, GitHubJson.Default.SarifBody);
        return (await _api.Connection.ReadAsync(call, GitHubJson.Default.SarifPayload, cancellation)).Id ?? "";
    }
}
