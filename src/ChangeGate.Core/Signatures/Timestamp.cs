using System.Globalization;

namespace ChangeGate.Signatures;

/// <summary>A moment in signed text: RFC 3339, UTC, with as many fraction digits as it has. One text for one moment.</summary>
internal static class Timestamp
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'";

    public static string Write(DateTimeOffset moment) => moment.UtcDateTime.ToString(Format, CultureInfo.InvariantCulture);

    public static DateTimeOffset Read(string text, string name) =>
        DateTimeOffset.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) && Write(moment) == text
            ? moment
            : throw new FormatException($"has a `{name}` that is not a moment in UTC");
}
