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

    public static RowCopy? Read(SyntaxNode query, StatementParser parser) => Read(query.Children, new Dictionary<string, RowCopy?>(), parser);

    /// <summary>What a DELETE hands over by RETURNING; null where it is computed.</summary>
    public static RowCopy? ReadReturned(ObjectName table, string? alias, SyntaxNode targets, StatementParser parser) =>
        targets.Children.All(IsRowByRow) ? new RowCopy(table, [.. targets.Children.Select(target => ColumnOf(target, alias ?? table.Name, false, parser))]) : null;

    private static RowCopy? Read(ReadOnlySpan<SyntaxNode> parts, Dictionary<string, RowCopy?> common, StatementParser parser)
    {
        if (parts is [{ Text: "WITH" }, { Kind: SyntaxKind.Labelled }, ..])
        {
            var next = 1;

            for (; next < parts.Length && parts[next] is { Kind: SyntaxKind.Labelled, Text: { } label } table; next++)
            {
                common[label] = parser.Uses.Moved.GetValueOrDefault(label) ?? (table.Children is [{ Children: [{ Kind: SyntaxKind.Query } body] }] && IsNamedAsIs(body) ? Read(body.Children, common, parser) : null);
            }

            parts = parts[next..];
        }

        for (var index = 0; index + 1 < parts.Length; index++)
        {
            if (parts[index].Text == "UNION" && parts[index].Kind == SyntaxKind.Words)
            {
                return parts[index + 1].Text == "ALL" && ReadOne(parts[..index], common, parser) is { } first && Read(parts[(index + 2)..], common, parser) is { } others
                    ? first with { Others = [others with { Others = [] }, .. others.Others] }
                    : null;
            }
        }

        return ReadOne(parts, common, parser);
    }

    private static RowCopy? ReadOne(ReadOnlySpan<SyntaxNode> parts, Dictionary<string, RowCopy?> common, StatementParser parser)
    {
        if (parts is [{ Text: "TABLE" }, { Kind: SyntaxKind.Relation } whole, .. var order])
        {
            return IsOrder(order, parser) ? Whole(whole, common, parser) : null;
        }

        if (parts is [{ Kind: SyntaxKind.Subquery, Children: [{ Kind: SyntaxKind.Query } inner] }])
        {
            return Read(inner.Children, common, parser);
        }

        var distinct = parts is [{ Text: "SELECT" }, { Text: "DISTINCT", Kind: SyntaxKind.Words }, { Kind: SyntaxKind.List }, ..];
        var list = distinct ? 2 : 1;

        // Whatever follows FROM leaves rows out or merges them, save an order and a condition that is always true.
        if (parts.Length < list + 3 || parts[0].Text != "SELECT" || parts[list].Kind != SyntaxKind.List || parts[list + 1].Text != "FROM" || parts[list + 2] is not { Kind: SyntaxKind.List, Children: [var from] })
        {
            return null;
        }

        var targets = parts[list];
        var rest = parts[(list + 3)..];
        string? notNull = null;

        if (rest is [{ Text: "WHERE", Kind: SyntaxKind.Words }, var condition, ..])
        {
            notNull = NotNullColumn(condition);

            if (notNull is null && Conditions.Evaluate(condition, parser) != true)
            {
                return null;
            }

            rest = rest[2..];
        }

        return IsOrder(rest, parser) && ReadFrom(targets, from, common, parser) is { } copy ? copy with { Distinct = copy.Distinct || distinct, NotNull = notNull ?? copy.NotNull } : null;
    }

    private static RowCopy? ReadFrom(SyntaxNode targets, SyntaxNode from, Dictionary<string, RowCopy?> common, StatementParser parser)
    {
        var sources = from.Kind == SyntaxKind.Query ? from.Children : [from];
        var isJoined = sources.Length > 1;

        // A left join keeps each row of its left side.
        if (sources.Any(static part => part.Kind == SyntaxKind.Words && part.Text is { } words && words.EndsWith("JOIN", StringComparison.Ordinal) && words != "LEFT JOIN") || !targets.Children.All(IsRowByRow))
        {
            return null;
        }

        if (Inner(sources[0], common, parser) is ({ } inner, var name))
        {
            var columns = targets.Children.Select(target => ColumnOf(target, name, isJoined, parser)).ToList();

            // What has another name inside is not looked for.
            return inner.Columns is ["*"] ? inner with { Columns = [.. columns] } : columns is ["*"] ? inner
                : inner with { Columns = [.. columns.Select(column => column is not null and not "*" && inner.Columns.Contains(column) ? column : null)] };
        }

        return Source(sources[0], parser) is { } source && !common.ContainsKey(source.Table.Name)
            ? new RowCopy(source.Table, [.. targets.Children.Select(target => ColumnOf(target, source.Alias, isJoined, parser))])
            : null;
    }

    // A common table, or a query in parentheses, that is a copy itself.
    private static (RowCopy? Copy, string Alias) Inner(SyntaxNode node, Dictionary<string, RowCopy?> common, StatementParser parser) => node switch
    {
        { Kind: SyntaxKind.Relation, Name: { Schema: null } name } => (common.GetValueOrDefault(name.Name) ?? parser.Uses.Moved.GetValueOrDefault(name.Name), name.Name),
        { Kind: SyntaxKind.FromItem, Children: [{ Kind: SyntaxKind.Relation, Name: { Schema: null } name }, { Kind: SyntaxKind.Words, Text: { } alias }] } when IsPlainAlias(alias) =>
            (common.GetValueOrDefault(name.Name) ?? parser.Uses.Moved.GetValueOrDefault(name.Name), Unquoted(alias[3..])),
        { Kind: SyntaxKind.FromItem, Children: [{ Kind: SyntaxKind.Subquery, Children: [{ Kind: SyntaxKind.Query } query] }, { Kind: SyntaxKind.Words, Text: { } alias }] } when IsPlainAlias(alias) =>
            (IsNamedAsIs(query) ? Read(query.Children, common, parser) : null, Unquoted(alias[3..])),
        _ => (null, ""),
    };

    private static bool IsPlainAlias(string alias) => alias.StartsWith("AS ", StringComparison.Ordinal) && !alias.Contains('(', StringComparison.Ordinal);

    // No column of the list has a label, so its name inside is its name outside.
    private static bool IsNamedAsIs(SyntaxNode query) => !query.Children.Any(static part => part.Kind == SyntaxKind.List && part.Children.Any(static target => target.Kind == SyntaxKind.Labelled));

    private static RowCopy? Whole(SyntaxNode relation, Dictionary<string, RowCopy?> common, StatementParser parser) =>
        Inner(relation, common, parser).Copy ?? (IsOnly(relation, parser) || common.ContainsKey(relation.Name.Name) ? null : new RowCopy(relation.Name, ["*"]));

    private static bool IsOrder(ReadOnlySpan<SyntaxNode> rest, StatementParser parser)
    {
        if (rest is [{ Kind: SyntaxKind.Query, Children: [{ Text: "ORDER" }, ..] }, ..])
        {
            rest = rest[1..];
        }

        if (rest is [{ Text: "OFFSET", Kind: SyntaxKind.Words }, var skipped, ..] && Conditions.Number(skipped, parser) == 0)
        {
            rest = rest[2..];
        }

        return rest is [] or [{ Text: "LIMIT", Kind: SyntaxKind.Words }, { Text: "ALL", Kind: SyntaxKind.Words }];
    }

    private static string? NotNullColumn(SyntaxNode condition) =>
        condition is { Kind: SyntaxKind.Test, Text: "IS NOT NULL", Children: [{ Kind: SyntaxKind.Column, Text: { } column }] } ? Unquoted(column.Split('.')[^1]) : null;

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
