using System.Text.Json;
using System.Text.Json.Serialization;

namespace ChangeGate.GitHub.Payloads;

internal sealed record ProblemPayload
{
    public string? Message { get; init; }

    [JsonConverter(typeof(ProblemDetailsReader))]
    public List<ProblemDetail>? Errors { get; init; }
}

internal sealed record ProblemDetail(string Text);

/// <summary>GitHub writes errors as sentences, or as objects with a message, or with a field and a code.</summary>
internal sealed class ProblemDetailsReader : JsonConverter<List<ProblemDetail>>
{
    public override List<ProblemDetail> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
    {
        using var document = JsonDocument.ParseValue(ref reader);
        return document.RootElement.ValueKind == JsonValueKind.Array ? [.. document.RootElement.EnumerateArray().Select(DetailOf)] : [DetailOf(document.RootElement)];
    }

    public override void Write(Utf8JsonWriter writer, List<ProblemDetail> value, JsonSerializerOptions options) =>
        throw new NotSupportedException("Problems are GitHub's.");

    private static ProblemDetail DetailOf(JsonElement error) => new(error.ValueKind switch
    {
        JsonValueKind.String => error.GetString() ?? "",
        JsonValueKind.Object => Text(error, "message") ?? string.Join(' ', new[] { Text(error, "field"), Text(error, "code") }.OfType<string>()),
        _ => "",
    });

    private static string? Text(JsonElement error, string name) =>
        error.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
