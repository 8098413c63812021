using System.Buffers;
using System.Text.RegularExpressions;
using ChangeGate.Changes;

namespace ChangeGate.Schemas;

/// <summary>The default <c>nextval('orders_id_seq'::regclass)</c>, which names a sequence inside a string.</summary>
internal static partial class SequenceDefault
{
    private static readonly SearchValues<char> PlainName = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789_");

    /// <summary>null when the default is something else. In a snapshot a name without a schema is in <c>public</c>, as the engine prints it.</summary>
    public static ObjectName? In(string? expression) => Written(expression) is { } name ? name with { Schema = name.Schema ?? "public" } : null;

    /// <summary>The name as it was written.</summary>
    public static ObjectName? Written(string? expression)
    {
        if (expression is null || !expression.Contains("nextval", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        // As the engine and we print it, which is nearly always; the form below is slow.
        if (expression.StartsWith("nextval('", StringComparison.Ordinal) && expression.EndsWith("'::regclass)", StringComparison.Ordinal)
            && expression.AsSpan()["nextval('".Length..^"'::regclass)".Length] is var plain && plain.Length > 0 && !plain.ContainsAnyExcept(PlainName))
        {
            return new ObjectName(null, plain.ToString());
        }

        if (!Form().Match(expression).Groups["name"].TryGetText(out var name))
        {
            return null;
        }

        var parts = Part().Matches(name).Select(part => Unquote(part.Value)).ToList();

        return parts.Count switch
        {
            1 => new ObjectName(null, parts[0]),
            2 => new ObjectName(parts[0], parts[1]),
            _ => null,
        };
    }

    public static string Of(ObjectName sequence, ISqlDialect dialect)
    {
        var name = sequence.Schema is null or "public" ? dialect.Quote(sequence.Name) : $"{dialect.Quote(sequence.Schema)}.{dialect.Quote(sequence.Name)}";

        return $"nextval('{name.Replace("'", "''", StringComparison.Ordinal)}'::regclass)";
    }

    private static bool TryGetText(this Group group, out string text)
    {
        text = group.Value.Replace("''", "'", StringComparison.Ordinal);
        return group.Success;
    }

    private static string Unquote(string name) =>
        name.StartsWith('"') ? name[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : name.ToLowerInvariant();

    [GeneratedRegex("""^\s*(pg_catalog\s*\.\s*)?nextval\s*\(\s*\(?\s*'(?<name>([^']|'')*)'\s*(::\s*text\s*\)?)?(\s*::\s*regclass\s*)?\)?\s*$""", RegexOptions.IgnoreCase)]
    private static partial Regex Form();

    [GeneratedRegex("\"([^\"]|\"\")*\"|[^.\"]+")]
    private static partial Regex Part();
}
