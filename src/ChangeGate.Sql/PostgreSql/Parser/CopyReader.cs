using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Recognises a query that brings every row of one table across: no condition, limit, grouping, set operation or inner join.</summary>
internal static class CopyReader
{
    /// <summary>Functions that answer row by row. Any other might be an aggregate, which makes one row of many, or return sets.</summary>
    private static readonly HashSet<string> RowFunctions = new(StringComparer.Ordinal)
    {
        "abs", "array_append", "array_length", "array_to_string", "btrim", "ceil", "ceiling", "char_length", "clock_timestamp", "concat", "concat_ws", "date_part", "date_trunc", "decode",
        "encode", "floor", "format", "gen_random_uuid", "initcap", "json_build_object", "jsonb_build_array", "jsonb_build_object", "jsonb_set", "jsonb_strip_nulls", "left", "length",
        "lower", "lpad", "ltrim", "make_date", "md5", "mod", "nextval", "now", "octet_length", "power", "random", "regexp_replace", "replace", "reverse", "right", "round", "rpad", "rtrim",
        "row_to_json", "sha256", "split_part", "sqrt", "statement_timestamp", "strpos", "substr", "substring", "timezone", "to_char", "to_date", "to_json", "to_jsonb", "to_number",
        "to_timestamp", "transaction_timestamp", "trim", "trunc", "upper", "uuid_generate_v4",
    };

    public static RowCopy? Read(SyntaxNode query, StatementParser parser)
    {
        if (query.Children is [{ Text: "TABLE" }, { Kind: SyntaxKind.Relation } whole])
        {
            return IsOnly(whole, parser) ? null : new RowCopy(whole.Name, ["*"]);
        }

        // Whatever follows FROM leaves rows out or merges them, save an order.
        if (query.Children is not [{ Text: "SELECT" }, { Kind: SyntaxKind.List } targets, { Text: "FROM" }, { Kind: SyntaxKind.List, Children: [var from] }, .. var rest]
            || rest is not ([] or [{ Kind: SyntaxKind.Query, Children: [{ Text: "ORDER" }, ..] }]))
        {
            return null;
        }

        var sources = from.Kind == SyntaxKind.Query ? from.Children : [from];
        var isJoined = sources.Length > 1;

        // A left join keeps each row of its left side.
        if (sources.Any(static part => part.Kind == SyntaxKind.Words && part.Text is { } words && words.EndsWith("JOIN", StringComparison.Ordinal) && words != "LEFT JOIN"))
        {
            return null;
        }

        return Source(sources[0], parser) is { } source && targets.Children.All(IsRowByRow)
            ? new RowCopy(source.Table, [.. targets.Children.Select(target => ColumnOf(target, source.Alias, isJoined, parser))])
            : null;
    }

    private static (ObjectName Table, string Alias)? Source(SyntaxNode node, StatementParser parser) => node switch
    {
        { Kind: SyntaxKind.Relation } => IsOnly(node, parser) ? null : (node.Name, node.Name.Name),
        { Kind: SyntaxKind.FromItem, Children: [{ Kind: SyntaxKind.Relation } relation, { Kind: SyntaxKind.Words, Text: { } alias }] } when alias.StartsWith("AS ", StringComparison.Ordinal) && !alias.Contains('(', StringComparison.Ordinal) =>
            IsOnly(relation, parser) ? null : (relation.Name, Unquoted(alias[3..])),
        _ => null,
    };

    private static bool IsOnly(SyntaxNode relation, StatementParser parser) =>
        parser.Uses.IsCommonTable(relation.Name) || parser.Text.AsSpan(relation.Span.Start, relation.Span.Length).StartsWith("ONLY", StringComparison.OrdinalIgnoreCase) && relation.Name.Name != "only";

    private static bool IsRowByRow(SyntaxNode node) => node.Kind switch
    {
        SyntaxKind.Subquery or SyntaxKind.Exists or SyntaxKind.ArrayQuery => true,
        SyntaxKind.Call => node.Name.Schema is null or "pg_catalog" && RowFunctions.Contains(node.Name.Name) && node.Children.All(IsRowByRow),
        SyntaxKind.Special => node.Text is not null && node.Children.All(IsRowByRow),
        _ => node.Children.All(IsRowByRow),
    };

    private static string? ColumnOf(SyntaxNode target, string alias, bool isJoined, StatementParser parser)
    {
        var value = target.Kind == SyntaxKind.Labelled ? target.Children[0] : target;

        if (value.Kind == SyntaxKind.Star)
        {
            return isJoined ? null : "*";
        }

        var text = parser.Text.Substring(value.Span.Start, value.Span.Length);

        if (value.Kind is not (SyntaxKind.Column or SyntaxKind.Field or SyntaxKind.Star) && !text.EndsWith(".*", StringComparison.Ordinal))
        {
            return null;
        }

        var parts = text.Split('.');
        var qualifier = parts.Length > 1 ? Unquoted(parts[^2].Trim()) : null;

        // Without a qualifier, a column of a join may belong to the other table.
        return qualifier is null ? (isJoined ? null : Unquoted(parts[^1].Trim())) : qualifier == alias ? Unquoted(parts[^1].Trim()) : null;
    }

    private static string Unquoted(string name) => name is ['"', .., '"'] ? name[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : name.ToLowerInvariant();
}
