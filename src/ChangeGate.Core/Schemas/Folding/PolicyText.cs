using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

/// <summary>A policy's statement with the TO, USING and WITH CHECK clauses that ALTER POLICY gave anew.</summary>
internal static class PolicyText
{
    private static readonly string[] Order = ["to", "using", "with"];

    public static string Alter(string definition, string what, Dialect dialect)
    {
        var (head, clauses) = Split(definition, dialect);
        var (_, changed) = Split(what, dialect);

        foreach (var (word, text) in changed)
        {
            clauses[word] = text;
        }

        return string.Join(' ', Order.Where(clauses.ContainsKey).Select(word => clauses[word]).Prepend(head));
    }

    // Clause words count only outside parentheses.
    private static (string Head, Dictionary<string, string> Clauses) Split(string text, Dialect dialect)
    {
        var starts = IdentifierScanner.Scan(text, dialect)
            .Where(token => !token.Quoted && token.Qualifier is null && Order.Contains(token.Name) && Depth(text, token.Start) == 0)
            .DistinctBy(token => token.Name)
            .ToList();
        var clauses = new Dictionary<string, string>(StringComparer.Ordinal);

        for (var index = 0; index < starts.Count; index++)
        {
            var end = index + 1 < starts.Count ? starts[index + 1].Start : text.Length;
            clauses[starts[index].Name] = text[starts[index].Start..end].Trim();
        }

        return (starts.Count == 0 ? text : text[..starts[0].Start].Trim(), clauses);
    }

    private static int Depth(string text, int at) => text.AsSpan(0, at).Count('(') - text.AsSpan(0, at).Count(')');
}
