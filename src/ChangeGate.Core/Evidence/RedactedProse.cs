using System.Text.Json.Nodes;
using ChangeGate.Redaction;

namespace ChangeGate.Evidence;

/// <summary>Sentences and statements of a stage that may quote what was taken out of a script. Names, digests and numbers stay as they are.</summary>
internal static class RedactedProse
{
    private static readonly HashSet<string> Members = new(StringComparer.Ordinal) { "message", "remedy", "safeSql", "because", "error", "suppressed" };

    public static JsonObject Of(JsonObject stage, Redactor redactor)
    {
        Redact(stage, redactor);
        return stage;
    }

    private static void Redact(JsonNode? node, Redactor redactor)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members.Where(static member => member.Value is not JsonValue || Members.Contains(member.Key)).ToList())
                {
                    if (value is JsonValue said && said.TryGetValue<string>(out var text))
                    {
                        members[name] = redactor.Prose(text);
                    }
                    else
                    {
                        Redact(value, redactor);
                    }
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    Redact(item, redactor);
                }

                break;
        }
    }
}
