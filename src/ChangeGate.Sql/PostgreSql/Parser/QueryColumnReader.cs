using System.Globalization;
using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Syntax;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>The columns that a query makes: those it takes from relations, and those whose expression says its type.</summary>
internal static class QueryColumnReader
{
    // Only what has one type whatever it is given.
    private static readonly Dictionary<string, string> FunctionTypes = new(StringComparer.Ordinal)
    {
        ["bool_and"] = "boolean",
        ["bool_or"] = "boolean",
        ["char_length"] = "integer",
        ["concat"] = "text",
        ["concat_ws"] = "text",
        ["count"] = "bigint",
        ["format"] = "text",
        ["gen_random_uuid"] = "uuid",
        ["jsonb_agg"] = "jsonb",
        ["jsonb_build_object"] = "jsonb",
        ["length"] = "integer",
        ["md5"] = "text",
        ["now"] = "timestamp with time zone",
        ["random"] = "double precision",
        ["replace"] = "text",
        ["row_number"] = "bigint",
        ["to_char"] = "text",
        ["to_jsonb"] = "jsonb",
    };

    /// <summary>A list for each SELECT that UNION and its kin join; empty where one of them is not followed.</summary>
    public static EquatableList<EquatableList<QueryColumn>> Read(SyntaxNode query, StatementParser parser)
    {
        var queries = new List<EquatableList<QueryColumn>>();
        var parts = query.Children;

        for (var index = 0; index < parts.Length; index++)
        {
            var read = parts[index] switch
            {
                { Kind: SyntaxKind.Words, Text: "SELECT" } => ReadSelect(parts.AsSpan(index + 1), parser),
                { Kind: SyntaxKind.Words, Text: "TABLE" } => new List<QueryColumn> { new(null, null, null, [parts[index + 1].Name]) },
                { Kind: SyntaxKind.Words, Text: "WITH" or "VALUES" } or { Kind: SyntaxKind.Subquery } => null,
                _ => [],
            };

            if (read is null)
            {
                return [];
            }

            if (read.Count > 0)
            {
                queries.Add([.. read]);
            }
        }

        return [.. queries];
    }

    private static List<QueryColumn>? ReadSelect(ReadOnlySpan<SyntaxNode> parts, StatementParser parser)
    {
        if (parts.IsEmpty)
        {
            return null;
        }

        var targets = parts[0].Kind == SyntaxKind.Words && parts is [{ Text: "DISTINCT" }, _, ..] ? parts[1] : parts[0];

        if (targets.Kind != SyntaxKind.List)
        {
            return null;
        }

        var sources = Sources.Of(parts, targets);
        var columns = new List<QueryColumn>();

        foreach (var target in targets.Children)
        {
            if (ReadTarget(target, sources, parser) is not { } column)
            {
                return null;
            }

            columns.Add(column);
        }

        return columns;
    }

    private static QueryColumn? ReadTarget(SyntaxNode target, Sources sources, StatementParser parser)
    {
        var (label, value) = target.Kind == SyntaxKind.Labelled ? (target.Text, target.Children[0]) : (null, target);

        switch (value)
        {
            case { Kind: SyntaxKind.Star }:
                return sources.All is { Count: > 0 } all && !sources.AreMerged ? new QueryColumn(null, null, null, all) : null;
            case { Kind: SyntaxKind.Field, Text: "*", Children: [{ Kind: SyntaxKind.Column } whole] }:
                return sources.Called(Last(whole.Text!)) is { } relation ? new QueryColumn(null, null, null, [relation]) : null;
            case { Kind: SyntaxKind.Column }:
                return NameText.Parse(value.Text!) is { } path ? ReadColumn(label, path, sources) : null;
            default:
                var name = label ?? NameOf(value);
                return name is not null && TypeOf(value, parser) is { } type ? new QueryColumn(name, type, null, []) : null;
        }
    }

    private static QueryColumn? ReadColumn(string? label, ObjectName path, Sources sources)
    {
        if (path.Schema is null)
        {
            return sources.All is { Count: > 0 } all ? new QueryColumn(label ?? path.Name, null, path.Name, all) : null;
        }

        return sources.Called(path.Schema) is { } relation ? new QueryColumn(label ?? path.Name, null, path.Name, [relation]) : null;
    }

    private static string Last(string path) => NameText.Parse(path)?.Name ?? path;

    // As the engine names a column that nobody named.
    private static string? NameOf(SyntaxNode value) => value switch
    {
        { Kind: SyntaxKind.Cast, Children: [{ Kind: SyntaxKind.Column } column] } => Last(column.Text!),
        { Kind: SyntaxKind.Cast, Children: [{ Kind: SyntaxKind.Call } call] } => call.Name.Name,
        { Kind: SyntaxKind.Call } => value.Name.Name,
        { Kind: SyntaxKind.Exists } => "exists",
        _ => null,
    };

    private static DataType? TypeOf(SyntaxNode value, StatementParser parser) => value switch
    {
        { Kind: SyntaxKind.Cast } => Parse(value.Text!),
        { Kind: SyntaxKind.String or SyntaxKind.Null } => DataType.Simple("text"),
        { Kind: SyntaxKind.Number } => TypeOfNumber(parser.ValueOf(value)),
        { Kind: SyntaxKind.Binary, Text: "=" or "<>" or "<" or ">" or "<=" or ">=" } => DataType.Simple("boolean"),
        { Kind: SyntaxKind.True or SyntaxKind.False or SyntaxKind.And or SyntaxKind.Or or SyntaxKind.Not or SyntaxKind.Test or SyntaxKind.In or SyntaxKind.Between or SyntaxKind.Like or SyntaxKind.Exists } =>
            DataType.Simple("boolean"),
        { Kind: SyntaxKind.ValueFunction, Text: "CURRENT_TIMESTAMP" } => DataType.Simple("timestamp with time zone"),
        { Kind: SyntaxKind.ValueFunction, Text: "CURRENT_DATE" } => DataType.Simple("date"),
        { Kind: SyntaxKind.Call, Name.Schema: null or "pg_catalog" } when FunctionTypes.TryGetValue(value.Name.Name, out var type) => DataType.Simple(type),
        _ => null,
    };

    private static DataType? TypeOfNumber(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? DataType.Simple("integer")
        : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? DataType.Simple("bigint")
        : null;

    private static DataType? Parse(string type)
    {
        var parser = new StatementParser(type);
        var lexer = new SqlLexer(type, 0, type.Length);

        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            if (!token.IsTrivia)
            {
                parser.Append(token);
            }
        }

        var read = parser.ReadType();
        return parser.Failed || !parser.AtEnd ? null : read;
    }

    /// <summary>What stands behind FROM, under the names by which columns call it.</summary>
    private sealed class Sources
    {
        private readonly List<(string Called, ObjectName? Relation)> _relations = [];

        /// <summary>Whether USING or NATURAL makes one column of two.</summary>
        public bool AreMerged { get; private set; }

        /// <summary>null where one is no relation.</summary>
        public EquatableList<ObjectName>? All => _relations.TrueForAll(source => source.Relation is not null) ? [.. _relations.Select(source => source.Relation!)] : null;

        public static Sources Of(ReadOnlySpan<SyntaxNode> parts, SyntaxNode targets)
        {
            var sources = new Sources();
            var at = parts.IndexOf(targets) + 1;

            if (at + 1 < parts.Length && parts[at] is { Kind: SyntaxKind.Words, Text: "FROM" })
            {
                sources.Add(parts[at + 1].Children);
            }

            return sources;
        }

        /// <summary>null where no relation is called so.</summary>
        public ObjectName? Called(string name) => _relations.FindAll(source => source.Called == name) is [var only] ? only.Relation : null;

        private void Add(SyntaxNode[] items)
        {
            for (var index = 0; index < items.Length; index++)
            {
                switch (items[index])
                {
                    case { Kind: SyntaxKind.Relation } relation:
                        _relations.Add((relation.Name.Name, relation.Name));
                        break;
                    case { Kind: SyntaxKind.FromItem, Children: [{ Kind: SyntaxKind.Relation } relation, { Kind: SyntaxKind.Words, Text: { } alias }, ..] } when IsPlain(alias):
                        _relations.Add((Last(alias[3..]), relation.Name));
                        break;
                    case { Kind: SyntaxKind.Query } join:
                        Add(join.Children);
                        break;
                    case { Kind: SyntaxKind.Words, Text: "ON" }:
                        index++;
                        break;
                    case { Kind: SyntaxKind.Words } words:
                        AreMerged |= words.Text is "USING" || words.Text!.StartsWith("NATURAL", StringComparison.Ordinal);
                        break;
                    default:
                        _relations.Add(("", null));
                        break;
                }
            }
        }

        private static bool IsPlain(string alias) => alias.StartsWith("AS ", StringComparison.Ordinal) && !alias.Contains('(', StringComparison.Ordinal);
    }
}
