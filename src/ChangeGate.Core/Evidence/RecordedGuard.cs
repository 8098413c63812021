using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Runs;
using ChangeGate.Signatures;

namespace ChangeGate.Evidence;

/// <summary>The guard inside the database as a run found it, with what had come past the gate, as the stage of the run says it.</summary>
internal static class RecordedGuard
{
    public static JsonObject Write(GuardSeen guard) => new()
    {
        ["mode"] = Keywords.Write(guard.Mode),
        ["fingerprint"] = guard.Fingerprint.ToString(),
        ["guardEvents"] = JsonLists.Write(guard.Events, WriteEvent),
    };

    public static GuardSeen Read(JsonElement element) =>
        new(element.Keyword<GuardMode>("mode"), element.Digest("fingerprint"), [.. element.Items("guardEvents").Select(ReadEvent)]);

    public static JsonObject WriteEvent(GuardEvent one) => new()
    {
        ["position"] = one.Position,
        ["at"] = Timestamp.Write(one.At),
        ["passage"] = Keywords.Write(one.Passage),
        ["tag"] = one.Tag,
        ["runId"] = one.RunId,
        ["login"] = one.Login,
        ["role"] = one.Role,
        ["application"] = one.Application,
        ["client"] = one.Client,
        ["process"] = one.Process,
        ["transaction"] = one.Transaction,
        ["drops"] = one.Drops,
        ["objects"] = JsonLists.Write(one.Objects),
        ["objectCount"] = one.ObjectCount,
        ["statement"] = one.Statement.ToString(),
    };

    public static GuardEvent ReadEvent(JsonElement element) => new(element.Number("position"), element.Moment("at"), element.Keyword<GuardPassage>("passage"), element.Text("tag"))
    {
        RunId = element.OptionalText("runId"),
        Login = element.Text("login"),
        Role = element.Text("role"),
        Application = element.OptionalText("application"),
        Client = element.OptionalText("client"),
        Process = element.SmallNumber("process"),
        Transaction = element.Number("transaction"),
        Drops = element.Flag("drops"),
        Objects = element.Texts("objects"),
        ObjectCount = element.Number("objectCount"),
        Statement = element.Digest("statement"),
    };
}
