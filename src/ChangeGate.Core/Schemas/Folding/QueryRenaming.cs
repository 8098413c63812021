using System.Text;
using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding;

/// <summary>
/// A column's new name in the text of a query that reads its table: behind the table's name or alias there, and bare where no other relation is
/// read. PostgreSQL keeps the names of a view's own columns; SQLite lets them follow.
/// </summary>
internal sealed class QueryRenaming(ISqlDialect dialect, RenameColumn rename, bool isAlone)
{
    // What may stand behind a relation that has no alias.
    private static readonly HashSet<string> NoAliases = new(
        [
            "on", "join", "left", "right", "inner", "full", "cross", "natural", "where", "group", "order", "having", "union", "except", "intersect", "limit", "offset", "window", "using",
            "returning", "fetch", "for", "tablesample", "with", "indexed", "not",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Clauses = new(["select", "from", "where", "group", "order", "having", "window", "limit", "partition"], StringComparer.OrdinalIgnoreCase);

    private readonly StringComparer _names = SchemaLinks.NameComparer(dialect.Dialect);

    public string In(string query)
    {
        var tokens = IdentifierScanner.Scan(query, dialect.Dialect).ToList();
        var called = Called(query, tokens);
        var clauses = new Dictionary<int, string>();
        var result = new StringBuilder(query.Length + 16);
        var copied = 0;

        for (var index = 0; index < tokens.Count; index++)
        {
            var token = tokens[index];

            if (!token.Quoted && Clauses.Contains(token.Name))
            {
                clauses[token.Depth] = token.Name;
            }

            if (!IsMeant(tokens, index, called))
            {
                continue;
            }

            var isSelected = clauses.TryGetValue(token.Depth, out var clause) && Is(clause, "select");
            var keepsName = dialect.Dialect == Dialect.PostgreSql && isSelected && IsWholeItem(query, tokens, index);
            result.Append(query, copied, token.Start - copied).Append(dialect.Quote(rename.NewName)).Append(keepsName ? $" AS {dialect.Quote(rename.Column)}" : "");
            copied = token.End;
        }

        return result.Append(query, copied, query.Length - copied).ToString();
    }

    private bool IsMeant(List<IdentifierToken> tokens, int index, HashSet<string> called)
    {
        var token = tokens[index];

        return !token.BeforeDot && !token.Call && _names.Equals(token.Name, rename.Column)
            && (token.Qualifier is { } qualifier ? called.Contains(qualifier) : isAlone)
            && !(index > 0 && IsWord(tokens[index - 1], "as"));
    }

    // The names by which the query calls the table.
    private HashSet<string> Called(string query, List<IdentifierToken> tokens)
    {
        var called = new HashSet<string>(_names);

        for (var index = 1; index < tokens.Count; index++)
        {
            var token = tokens[index];
            var isNamed = _names.Equals(token.Name, rename.Table.Name) && !token.BeforeDot && !token.Call && (token.Qualifier is null || rename.Table.Schema is null || _names.Equals(token.Qualifier, rename.Table.Schema));

            if (isNamed)
            {
                called.Add(AliasBehind(query, tokens, index) ?? token.Name);
            }
        }

        return called;
    }

    private static string? AliasBehind(string query, List<IdentifierToken> tokens, int index)
    {
        var next = index + 1;

        if (next < tokens.Count && IsWord(tokens[next], "as"))
        {
            next++;
        }

        return next < tokens.Count && string.IsNullOrWhiteSpace(query[tokens[next - 1].End..tokens[next].Start]) && (tokens[next].Quoted || !NoAliases.Contains(tokens[next].Name))
            ? tokens[next].Name
            : null;
    }

    // Between SELECT or a comma and a comma or FROM stands the column and nothing else.
    private static bool IsWholeItem(string query, List<IdentifierToken> tokens, int index)
    {
        var first = tokens[index].Qualifier is null ? index : index - 1;

        while (first > 0 && tokens[first].Qualifier is not null)
        {
            first--;
        }

        var before = query[(first == 0 ? 0 : tokens[first - 1].End)..tokens[first].Start].Trim();
        var after = query[tokens[index].End..(index + 1 < tokens.Count ? tokens[index + 1].Start : query.Length)].Trim();
        var begins = before is [.., ','] || (before.Length == 0 && first > 0 && (IsWord(tokens[first - 1], "select") || IsWord(tokens[first - 1], "distinct") || IsWord(tokens[first - 1], "all")));
        var ends = after is [',', ..] || (after.Length == 0 && (index + 1 == tokens.Count || IsWord(tokens[index + 1], "from")));

        return begins && ends;
    }

    private static bool IsWord(IdentifierToken token, string word) => !token.Quoted && Is(token.Name, word);

    private static bool Is(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);
}
