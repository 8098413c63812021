using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Runs;
using ChangeGate.Signatures;

namespace ChangeGate.Evidence;

/// <summary>The stage that says what the guard and the schema of a database said between runs.</summary>
public sealed record RecordedWatch(WatchReport Report)
{
    internal JsonObject Write() => new()
    {
        ["server"] = Report.Server,
        ["database"] = Report.Database,
        ["mode"] = Keywords.Write(Report.Mode),
        ["fingerprint"] = JsonLists.Write(Report.Fingerprint),
        ["findings"] = JsonLists.Write(Report.Findings),
        ["guardEvents"] = JsonLists.Write(Report.Events, RecordedGuard.WriteEvent),
        ["drift"] = new JsonObject
        {
            ["expected"] = Report.Drift.Expected.ToString(),
            ["found"] = Report.Drift.Found.ToString(),
            ["objects"] = JsonLists.Write(Report.Drift.Objects),
            ["objectCount"] = Report.Drift.ObjectCount,
            ["wentRoundGuard"] = Report.Drift.WentRoundGuard,
        },
    };

    /// <param name="element">The content.</param>
    /// <param name="header">Says where.</param>
    internal static RecordedWatch Read(JsonElement element, EvidenceHeader header)
    {
        var drift = element.Member("drift");

        return new RecordedWatch(new WatchReport
        {
            Target = header.Target,
            Environment = header.Environment,
            EnvironmentClass = header.EnvironmentClass,
            Server = element.Text("server"),
            Database = element.Text("database"),
            Mode = element.Keyword<GuardMode>("mode"),
            Fingerprint = element.OptionalDigest("fingerprint") ?? default,
            Findings = element.Texts("findings"),
            Events = [.. element.Items("guardEvents").Select(RecordedGuard.ReadEvent)],
            Drift = new DriftSeen(drift.Digest("expected"), drift.Digest("found"))
            {
                Objects = drift.Texts("objects"),
                ObjectCount = drift.Number("objectCount"),
                WentRoundGuard = drift.Flag("wentRoundGuard"),
            },
        });
    }
}
