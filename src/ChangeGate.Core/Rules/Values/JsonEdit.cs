using System.Text.Json;

namespace ChangeGate.Rules.Values;

/// <summary>Edits of a jsonb document that only add to it (PostgreSQL, "JSON Functions and Operators").</summary>
internal static class JsonEdit
{
    /// <param name="tokens">What is written.</param>
    /// <param name="given">Conditions that hold for every row that is written.</param>
    /// <param name="keeps">An expression holds the old document.</param>
    /// <param name="isColumn">An expression is the old document.</param>
    public static bool Keeps(ExpressionTokens tokens, IReadOnlyList<ExpressionTokens> given, Func<ExpressionTokens, bool> keeps, Func<ExpressionTokens, bool> isColumn)
    {
        if (tokens.SplitAtLast("||") is [var left, var right])
        {
            // On a key of both the right side wins.
            return IsDocument(left) ? keeps(right) : keeps(left) && KeysOf(right) is { } keys && keys.All(key => Asks(key, given, isColumn) == false);
        }

        if (tokens.ArgumentsOf("jsonb_set") is not [var document, { Count: 1 } path, var value, ..] || PathKey(path[0]) is not { } set || !keeps(document))
        {
            return false;
        }

        return Asks(set, given, isColumn) switch
        {
            true => value.SplitAt("-", ">") is [var from, { Count: 1 } key] && isColumn(from) && key[0] == "'" + set,
            false => IsDocument(value),
            _ => false,
        };
    }

    /// <summary>Whether the old document has a key, as the conditions say; null where they do not.</summary>
    private static bool? Asks(string key, IReadOnlyList<ExpressionTokens> given, Func<ExpressionTokens, bool> isColumn)
    {
        foreach (var condition in given)
        {
            if (HasKey(condition, key, isColumn))
            {
                return true;
            }

            if (condition.After("not")?.Inside() is { } denied && HasKey(denied, key, isColumn))
            {
                return false;
            }
        }

        return null;
    }

    private static bool HasKey(ExpressionTokens condition, string key, Func<ExpressionTokens, bool> isColumn) =>
        condition.SplitAt("?") is [var document, { Count: 1 } asked] && isColumn(document) && asked[0] == "'" + key;

    private static bool IsDocument(ExpressionTokens tokens) => Parse(tokens) is not null;

    private static List<string>? KeysOf(ExpressionTokens tokens)
    {
        using var document = Parse(tokens);

        return document?.RootElement.ValueKind == JsonValueKind.Object ? [.. document.RootElement.EnumerateObject().Select(static member => member.Name)] : null;
    }

    private static JsonDocument? Parse(ExpressionTokens tokens)
    {
        if (tokens.Count != 1 || tokens[0][0] != '\'')
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(tokens[0][1..]);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // '{key}': one step, and not the number of an element.
    private static string? PathKey(string path) =>
        path is ['\'', '{', .. var key, '}'] && key.Length > 0 && key.All(static c => char.IsLetterOrDigit(c) || c == '_') && !key.All(char.IsAsciiDigit) ? key : null;
}
