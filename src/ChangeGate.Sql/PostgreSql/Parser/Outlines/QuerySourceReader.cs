using ChangeGate.Changes.Queries;
using ChangeGate.Sql.PostgreSql.Syntax;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Parser.Outlines;

/// <summary>What stands behind FROM, and how columns call it.</summary>
internal sealed class QuerySourceReader(QueryOutlineReader queries, QueryValueReader values)
{
    // Each join stands inside the next one; four parts are one with its condition.
    private const int MostParts = 400;

    public QuerySource Read(SyntaxNode item) => queries.Descend(() => ReadItem(item)) ?? new OpaqueSource();

    private QuerySource ReadItem(SyntaxNode item) => item switch
    {
        { Kind: SyntaxKind.Relation } => new RelationSource(item.Name),
        { Kind: SyntaxKind.Subquery } => ReadSubquery(item, isLateral: false),
        { Kind: SyntaxKind.Query, Children: [{ Kind: SyntaxKind.Call } call, { Kind: SyntaxKind.Words, Text: "WITH ORDINALITY" }] } => ReadCall(call, isNumbered: true),
        { Kind: SyntaxKind.Query } => ReadJoins(item.Children),
        { Kind: SyntaxKind.Call } => ReadCall(item, isNumbered: false),
        { Kind: SyntaxKind.FromItem, Children: [{ Kind: SyntaxKind.Words, Text: "LATERAL" }, { Kind: SyntaxKind.Subquery } query, .. var rest] } => Call(ReadSubquery(query, isLateral: true), rest),
        { Kind: SyntaxKind.FromItem, Children: [{ Kind: SyntaxKind.Words, Text: "LATERAL" }, var source, .. var rest] } => Call(Read(source), rest),
        { Kind: SyntaxKind.FromItem, Children: [var source, .. var rest] } => Call(Read(source), rest),
        _ => new OpaqueSource(),
    };

    private QuerySource ReadSubquery(SyntaxNode subquery, bool isLateral) =>
        queries.Read(subquery) is { } query ? new SubquerySource(query, isLateral) : new OpaqueSource();

    private QuerySource ReadCall(SyntaxNode call, bool isNumbered) =>
        values.Read(call) is CallValue value ? new CallSource(value, isNumbered) : new OpaqueSource();

    // An alias may be followed by TABLESAMPLE, which changes no column.
    private static QuerySource Call(QuerySource source, ReadOnlySpan<SyntaxNode> rest)
    {
        if (rest is not [{ Kind: SyntaxKind.Words, Text: { } text }, ..] || !IsAlias(text))
        {
            return source;
        }

        return AliasText.Read(text[3..]) is (var name, var columns)
            ? source with { Alias = name, Columns = [.. columns] }
            : new OpaqueSource { Alias = AliasText.ParserOf(text[3..]) is var parser && parser.IsName() ? parser.ReadName() : null };
    }

    private static bool IsAlias(string words) => words.StartsWith("AS ", StringComparison.Ordinal);

    private QuerySource ReadJoins(ReadOnlySpan<SyntaxNode> parts)
    {
        if (parts.Length > MostParts)
        {
            return new OpaqueSource();
        }

        var joined = Read(parts[0]);

        for (var index = 1; index < parts.Length; index++)
        {
            switch (parts[index])
            {
                case { Kind: SyntaxKind.Words, Text: { } words } when IsAlias(words):
                    joined = Call(joined, parts[index..]);
                    break;
                case { Kind: SyntaxKind.Words, Text: { } words } when words.EndsWith("JOIN", StringComparison.Ordinal) && index + 1 < parts.Length:
                    joined = ReadJoin(joined, words, parts[(index + 1)..]);
                    index = EndOfJoin(parts, index + 2) - 1;
                    break;
            }
        }

        return joined;
    }

    private JoinSource ReadJoin(QuerySource left, string words, ReadOnlySpan<SyntaxNode> parts)
    {
        var right = Read(parts[0]);
        EquatableList<string> merged = parts is [_, { Kind: SyntaxKind.Words, Text: "USING" }, { Kind: SyntaxKind.Words, Text: { } list }, ..]
            ? [.. AliasText.Read(list)?.Columns ?? []]
            : [];

        return new JoinSource(left, right, merged, words.StartsWith("NATURAL", StringComparison.Ordinal));
    }

    // Behind the condition, or behind the columns of USING and the name they may get.
    private static int EndOfJoin(ReadOnlySpan<SyntaxNode> parts, int next)
    {
        if (next >= parts.Length || parts[next] is not { Kind: SyntaxKind.Words, Text: "ON" or "USING" })
        {
            return next;
        }

        var isNamed = parts[next].Text == "USING" && next + 2 < parts.Length && parts[next + 2] is { Kind: SyntaxKind.Words, Text: { } words } && IsAlias(words);
        return next + (isNamed ? 3 : 2);
    }
}
