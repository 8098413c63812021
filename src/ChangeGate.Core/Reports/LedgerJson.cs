using System.Text.Json;
using ChangeGate.Ledgers;

namespace ChangeGate.Reports;

/// <summary>Entries of a ledger, to be shown.</summary>
/// <param name="Checkpoint">The newest.</param>
/// <param name="Entries">With their places.</param>
public sealed record LedgerListing(SignedCheckpoint Checkpoint, IReadOnlyList<(long Index, LedgerEntry Entry)> Entries);

/// <summary><c>changegate/ledger/v1</c>, <c>changegate/checkpoint/v1</c> and <c>changegate/log-proof/v1</c>.</summary>
internal static class LedgerJson
{
    public static void Write(Utf8JsonWriter writer, LedgerListing listing)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", "changegate/ledger/v1");
        WriteBody(writer, listing.Checkpoint.Checkpoint);
        writer.WriteArray("entries", listing.Entries, static (writer, one) =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("index", one.Index);
            writer.WriteString("predicateType", one.Entry.PredicateType);
            writer.WriteString("payload", one.Entry.Payload.ToString());
            writer.WriteString("bundle", one.Entry.Bundle.ToString());
            writer.WriteNumber("number", one.Entry.Number);
            writer.WriteNumber("of", one.Entry.Of);
            writer.WriteString("run", one.Entry.Run);
            writer.WriteString("target", one.Entry.Target);
            writer.WriteString("environment", one.Entry.Environment);
            writer.WriteTime("at", one.Entry.At);
            writer.WriteEndObject();
        });
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, SignedCheckpoint checkpoint, IEnumerable<string> anchors)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", "changegate/checkpoint/v1");
        WriteBody(writer, checkpoint.Checkpoint);
        writer.WriteString("note", checkpoint.ToText());
        writer.WriteStrings("anchors", anchors);
        writer.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter writer, LogProof proof, string bundle)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", "changegate/log-proof/v1");
        writer.WriteString("bundle", bundle);
        writer.WriteNumber("index", proof.Index);
        WriteBody(writer, proof.Checkpoint.Checkpoint);
        writer.WriteString("proof", proof.ToText());
        writer.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter writer, Checkpoint checkpoint)
    {
        writer.WriteString("origin", checkpoint.Origin);
        writer.WriteNumber("size", checkpoint.Size);
        writer.WriteString("root", checkpoint.Root.ToString());
    }
}
