using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser.Outlines;

/// <summary>The name of a column that nobody named (<c>FigureColname</c> in the engine's parse_target.c).</summary>
internal static class TargetName
{
    private const string Nameless = "?column?";

    /// <summary>null where versions differ.</summary>
    public static string? Of(SyntaxNode value) => Find(value, 0) is { } found ? found.Name : null;

    // A weak name gives way to that of a cast around it.
    private static (string Name, bool IsStrong)? Find(SyntaxNode node, int depth)
    {
        if (depth > 50)
        {
            return null;
        }

        switch (node.Kind)
        {
            case SyntaxKind.Column:
                return NameText.Parse(node.Text!) is { } path ? (path.Name, true) : null;
            case SyntaxKind.Call:
                return (node.Name.Name, true);
            case SyntaxKind.Field when node.Text != "*":
                return (node.Text!, true);
            case SyntaxKind.Subscript or SyntaxKind.Collate:
                return Find(node.Children[0], depth + 1);
            case SyntaxKind.Cast:
                return OfCast(node, depth);
            case SyntaxKind.Case:
                return node.Children is [.., { Kind: SyntaxKind.Words, Text: "ELSE" }, var otherwise]
                    ? Find(otherwise, depth + 1) is { } found ? found.IsStrong ? found : ("case", false) : null
                    : ("case", false);
            case SyntaxKind.Exists:
                return ("exists", true);
            case SyntaxKind.Array or SyntaxKind.ArrayQuery:
                return ("array", true);
            case SyntaxKind.Row:
                return ("row", true);
            case SyntaxKind.AtTimeZone:
                return ("timezone", true);
            case SyntaxKind.Special:
                return OfSpecial(node);
            case SyntaxKind.ValueFunction:
                return (node.Text!.Split('(')[0].ToLowerInvariant(), true);
            case SyntaxKind.Number or SyntaxKind.String or SyntaxKind.Null or SyntaxKind.Binary or SyntaxKind.Prefix or SyntaxKind.And or SyntaxKind.Or or SyntaxKind.Not or SyntaxKind.In or SyntaxKind.Between
                or SyntaxKind.Like or SyntaxKind.Quantified:
                return (Nameless, false);
            default:
                // TRUE is a cast before PostgreSQL 15, and a query in parentheses has the name of its column.
                return null;
        }
    }

    private static (string, bool)? OfCast(SyntaxNode cast, int depth)
    {
        if (Find(cast.Children[0], depth + 1) is not { } inner)
        {
            return null;
        }

        if (inner.IsStrong)
        {
            return inner;
        }

        var reader = AliasText.ParserOf(cast.Text!);
        var type = reader.ReadType();
        return reader.Failed ? null : (CatalogName(type.Name), false);
    }

    private static string CatalogName(string type) => type switch
    {
        "smallint" => "int2",
        "integer" => "int4",
        "bigint" => "int8",
        "real" => "float4",
        "double precision" => "float8",
        "boolean" => "bool",
        "character varying" => "varchar",
        "character" => "bpchar",
        "\"char\"" => "char",
        "bit varying" => "varbit",
        "timestamp with time zone" => "timestamptz",
        "timestamp without time zone" => "timestamp",
        "time with time zone" => "timetz",
        "time without time zone" => "time",
        _ => type.StartsWith("interval ", StringComparison.Ordinal) ? "interval" : type,
    };

    private static (string, bool)? OfSpecial(SyntaxNode node) => node.Text switch
    {
        "COALESCE" or "GREATEST" or "LEAST" or "NULLIF" or "GROUPING" or "POSITION" or "SUBSTRING" or "OVERLAY" or "NORMALIZE" => (node.Text.ToLowerInvariant(), true),
        "TRIM" => (node.Children is [{ Kind: SyntaxKind.Words, Text: "LEADING" }, ..] ? "ltrim" : node.Children is [{ Kind: SyntaxKind.Words, Text: "TRAILING" }, ..] ? "rtrim" : "btrim", true),
        _ => null,
    };
}
