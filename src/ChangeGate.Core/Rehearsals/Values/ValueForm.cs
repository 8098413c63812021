using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ChangeGate.Rehearsals.Values;

/// <summary>One stored value, whatever type it is written as: the same number, moment or document has one form.</summary>
internal sealed partial class ValueForm
{
    /// <summary>Shorter values are met by chance.</summary>
    private const int ShortestTelling = 5;

    private const int ShortestPart = 3;

    private readonly string _text;
    private HashSet<string>? _parts;

    private ValueForm(string text, string canonical)
    {
        _text = text;
        Canonical = canonical;
    }

    public string Canonical { get; }

    /// <summary>Nobody writes it by chance, so where it is met it is the same value.</summary>
    public bool IsTelling => Canonical.Length >= ShortestTelling && Canonical is not "false";

    private HashSet<string> Parts => _parts ??= [.. ValueParts.Of(_text).Select(CanonicalOf)];

    public static ValueForm Of(string text) => new(text, CanonicalOf(text));

    public bool Same(ValueForm other) => Canonical == other.Canonical || Encoded(other) || other.Encoded(this);

    /// <summary>It stands in this one as a whole: as a member, an element, a field or a piece of text.</summary>
    public bool Holds(ValueForm other) =>
        Same(other)
        || (other._text.Length >= ShortestPart && _text.Contains(other._text, StringComparison.Ordinal))
        || (other._text is "{}" or "[]" && _text is ['{' or '[', ..])
        || Parts.Contains(other.Canonical)
        || (other.Parts.Count > 0 && Parts.Count > 0 && other.Parts.IsSubsetOf(Parts));

    /// <summary>Words and numbers of which the text consists.</summary>
    public IReadOnlyList<string> Words => [.. WordOf().Matches(_text).Select(static match => match.Value)];

    public bool Mentions(string word) => _text.Contains(word, StringComparison.OrdinalIgnoreCase);

    public decimal? Number => decimal.TryParse(Canonical, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string CanonicalOf(string text) => text switch
    {
        "t" or "true" or "TRUE" => "1",
        "f" or "false" or "FALSE" => "0",
        _ when NumberShape().IsMatch(text) => CanonicalNumber(text),
        _ when MomentShape().IsMatch(text) => CanonicalMoment(text),
        _ when text is ['{', .., '}'] or ['[', .., ']'] => ValueParts.CanonicalDocument(text),
        _ => text,
    };

    private static string CanonicalNumber(string text) =>
        decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? Trimmed(number.ToString(CultureInfo.InvariantCulture))
            : text.Contains('e', StringComparison.OrdinalIgnoreCase) ? text.ToUpperInvariant().Replace("E+", "E", StringComparison.Ordinal) : Trimmed(text);

    private static string Trimmed(string number) => number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number;

    // As a moment in UTC; a date is its midnight.
    private static string CanonicalMoment(string text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var moment)
            ? moment.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff", CultureInfo.InvariantCulture)
            : text;

    // Bytes are shown as hexadecimal digits; written as text they may be those digits, or base64, or the text itself.
    private bool Encoded(ValueForm other)
    {
        if (!_text.StartsWith("\\x", StringComparison.Ordinal) || other._text.Length == 0)
        {
            return false;
        }

        var digits = _text[2..];

        if (string.Equals(other._text, digits, StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        if (digits.Length % 2 != 0 || !digits.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        var bytes = Convert.FromHexString(digits);

        return other._text.Replace("\n", "", StringComparison.Ordinal) == Convert.ToBase64String(bytes) || other._text == Encoding.UTF8.GetString(bytes);
    }

    // A leading zero says that it is no number.
    [GeneratedRegex(@"^[+-]?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$")]
    private static partial Regex NumberShape();

    [GeneratedRegex(@"^\d{4}-\d\d-\d\d([ T]\d\d:\d\d(:\d\d(\.\d+)?)?\s?(Z|[+-]\d\d(:?\d\d)?)?)?$")]
    private static partial Regex MomentShape();

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex WordOf();
}
