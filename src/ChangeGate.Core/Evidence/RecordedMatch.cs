using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Runs;
using ChangeGate.Signatures;

namespace ChangeGate.Evidence;

/// <summary>A run held against its rehearsal, as the stage of the run says it.</summary>
internal static class RecordedMatch
{
    public static JsonObject Write(RehearsedRun run) => new() { ["before"] = Write(run.Before), ["after"] = Write(run.After), ["mayDiffer"] = run.MayDiffer };

    public static RehearsedRun Read(JsonElement element) => new(ReadMatch(element.Member("before")), ReadMatch(element.Member("after")), element.Flag("mayDiffer"));

    private static JsonObject Write(SchemaMatch match) => new()
    {
        ["agreement"] = Keywords.Write(match.Agreement),
        ["expected"] = match.Expected?.ToString(),
        ["found"] = match.Found?.ToString(),
        ["differences"] = JsonLists.Write(match.Differences),
        ["aside"] = JsonLists.Write(match.Aside),
        ["because"] = match.Because,
    };

    private static SchemaMatch ReadMatch(JsonElement element) => new(element.Keyword<SchemaAgreement>("agreement"))
    {
        Expected = element.OptionalDigest("expected"),
        Found = element.OptionalDigest("found"),
        Differences = element.Texts("differences"),
        Aside = element.Texts("aside"),
        Because = element.OptionalText("because"),
    };
}
