using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Migrations;
using ChangeGate.Redaction;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>A script of which something was taken out before it was signed: never told, and not to be found again from what is told.</summary>
public sealed record RedactedScript(string Path, EquatableList<Removal> Removed)
{
    internal JsonObject Write() => new()
    {
        ["path"] = Path,
        ["removed"] = JsonLists.Write(Removed, static removal => new JsonObject
        {
            ["start"] = removal.Span.Start,
            ["length"] = removal.Span.Length,
            ["reason"] = Keywords.Write(removal.Reason),
        }),
    };

    internal static RedactedScript Read(JsonElement element) => new(element.Text("path"), [.. element.Items("removed").Select(static removal =>
        new Removal(new Span(removal.SmallNumber("start"), removal.SmallNumber("length")), removal.Keyword<RemovalReason>("reason")))]);

    /// <summary>What is left of a file without it; null where it has no such places.</summary>
    internal string? Of(ScriptFile file) =>
        ScriptEncoding.Decode(file).Text.Content is var text && Removed.All(removal => removal.Span.End <= text.Length) ? Redactor.Mask(text, Removed) : null;

    /// <summary>null where all that is said to be taken out is gone, and nothing else can be said of it.</summary>
    internal string? ProblemWith(SourceText text)
    {
        var end = 0;

        foreach (var removal in Removed)
        {
            if (removal.Span.Start < end || removal.Span.Length < 1 || removal.Span.Length > text.Length - removal.Span.Start)
            {
                return $"`{Path}` is said to lack something where there is no such place.";
            }

            if (text.Slice(removal.Span).AsSpan().ContainsAnyExcept(Redactor.Blank, '\r', '\n'))
            {
                return $"`{Path}` is said to lack something that it tells.";
            }

            end = removal.Span.End;
        }

        return null;
    }
}
