using System.Globalization;
using ChangeGate.Changes;
using ChangeGate.Changes.Queries;
using ChangeGate.Sql.PostgreSql.Syntax;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Parser.Outlines;

/// <summary>Expressions, as far as their types depend on what they are made of.</summary>
internal sealed class QueryValueReader(StatementParser parser, QueryOutlineReader queries)
{
    private static readonly TypedValue Boolean = new(DataType.Simple("boolean"));

    public QueryValue Read(SyntaxNode node) => queries.Descend(() => ReadNode(node)) ?? new OpaqueValue();

    /// <summary>An entry of a SELECT list, which may be <c>*</c>.</summary>
    public QueryValue ReadTarget(SyntaxNode node) => node switch
    {
        { Kind: SyntaxKind.Star } => new EveryColumn(null),
        { Kind: SyntaxKind.Field, Text: "*", Children: [{ Kind: SyntaxKind.Column } whole] } => NameText.Parse(whole.Text!) is { } name ? new EveryColumn(name.Name) : new OpaqueValue(),
        _ => Read(node),
    };

    private QueryValue ReadNode(SyntaxNode node) => node.Kind switch
    {
        SyntaxKind.Null or SyntaxKind.String => new LiteralValue(),
        SyntaxKind.True or SyntaxKind.False or SyntaxKind.And or SyntaxKind.Or or SyntaxKind.Not or SyntaxKind.Test or SyntaxKind.Between or SyntaxKind.In or SyntaxKind.Like
            or SyntaxKind.Quantified or SyntaxKind.Exists => Boolean,
        SyntaxKind.Number => Number(parser.ValueOf(node), ""),
        SyntaxKind.Column => NameText.Parse(node.Text!) is { } path ? new ColumnValue(path.Schema, path.Name) : new OpaqueValue(),
        SyntaxKind.ValueFunction => ValueFunction(node.Text!),
        SyntaxKind.Call => Call(node),
        SyntaxKind.Special => Special(node),
        SyntaxKind.Prefix => Prefix(node),
        SyntaxKind.Binary => node.Text is "=" or "<>" or "<" or ">" or "<=" or ">=" or "OVERLAPS" ? Boolean : new OperatorValue(node.Text!, Read(node.Children)),
        SyntaxKind.Cast => ParseType(node.Text!) is { } type ? new CastValue(Read(node.Children[0]), type) : new OpaqueValue(),
        SyntaxKind.Collate => NameText.Parse(node.Text!) is { } collation ? new CollatedValue(Read(node.Children[0]), collation.Name) : new OpaqueValue(),
        SyntaxKind.AtTimeZone => new CallValue(new ObjectName("pg_catalog", "timezone"), [new LiteralValue(), Read(node.Children[0])]),
        SyntaxKind.Subscript => new SubscriptValue(Read(node.Children[0]), node.Children.Any(static part => part is { Kind: SyntaxKind.Words, Text: ":" })),
        SyntaxKind.Case => Case(node),
        SyntaxKind.Array => new ArrayValue(Read(node.Children)),
        SyntaxKind.Subquery => Query(node, isArray: false),
        SyntaxKind.ArrayQuery => Query(node.Children[0], isArray: true),
        _ => new OpaqueValue(),
    };

    private EquatableList<QueryValue> Read(IEnumerable<SyntaxNode> nodes) => [.. nodes.Where(static node => node.Kind != SyntaxKind.Words).Select(Read)];

    private QueryValue Query(SyntaxNode subquery, bool isArray) => queries.Read(subquery) is { } query ? new SubqueryValue(query, isArray) : new OpaqueValue();

    private static QueryValue Number(string digits, string sign)
    {
        const NumberStyles Whole = NumberStyles.AllowLeadingSign;

        // 0x1F and 1_000 are other things before PostgreSQL 16.
        if (!digits.All(static c => char.IsAsciiDigit(c) || c is '.' or 'e' or 'E' or '+' or '-'))
        {
            return new OpaqueValue();
        }

        var type = int.TryParse(sign + digits, Whole, CultureInfo.InvariantCulture, out _) ? "integer" : long.TryParse(sign + digits, Whole, CultureInfo.InvariantCulture, out _) ? "bigint" : "numeric";
        return new TypedValue(DataType.Simple(type));
    }

    private QueryValue Prefix(SyntaxNode node) => node is { Text: "-", Children: [{ Kind: SyntaxKind.Number } number] }
        ? Number(parser.ValueOf(number), "-")
        : new OperatorValue(node.Text!, Read(node.Children));

    private static TypedValue ValueFunction(string words)
    {
        var open = words.IndexOf('(', StringComparison.Ordinal);
        var name = open < 0 ? words : words[..open];
        EquatableList<string> precision = open < 0 ? [] : [words[(open + 1)..^1]];
        var type = name switch
        {
            "CURRENT_DATE" => "date",
            "CURRENT_TIME" => "time with time zone",
            "CURRENT_TIMESTAMP" => "timestamp with time zone",
            "LOCALTIME" => "time without time zone",
            "LOCALTIMESTAMP" => "timestamp without time zone",
            _ => "name",
        };

        return new TypedValue(new DataType(null, type, precision));
    }

    private QueryValue Call(SyntaxNode call)
    {
        var arguments = call.Children[0].Children;

        // What WITHIN GROUP orders is an argument too; VARIADIC and names put others elsewhere.
        if (call.Children.Any(static part => part is { Kind: SyntaxKind.Words, Text: "WITHIN GROUP" }) || arguments.Any(static argument => argument.Kind == SyntaxKind.NamedArgument))
        {
            return new OpaqueValue();
        }

        return new CallValue(call.Name, Read(arguments.Where(static argument => argument.Kind is not (SyntaxKind.Star or SyntaxKind.Query))));
    }

    private QueryValue Special(SyntaxNode node)
    {
        switch (node.Text)
        {
            case "COALESCE" or "GREATEST" or "LEAST":
                return new ChoiceValue(Read(node.Children), node.Text == "COALESCE" && node.Children.Any(static value => Conditions.WithoutCasts(value).Kind == SyntaxKind.Null));
            case "NULLIF" when Read(node.Children) is [var value, var other]:
                return new NullIfValue(value, other);
            case "POSITION" or "GROUPING":
                return new TypedValue(DataType.Simple("integer"));
            case "TRIM" or "SUBSTRING" or "OVERLAY" or "NORMALIZE":
                return new CallValue(new ObjectName("pg_catalog", node.Text.ToLowerInvariant()), Read(node.Children));
            default:
                return new OpaqueValue();
        }
    }

    // Children: the operand of a simple CASE, then WHEN, condition, THEN, value, and perhaps ELSE, value.
    private ChoiceValue Case(SyntaxNode node)
    {
        var values = new List<QueryValue>();
        var mayFold = false;

        for (var index = 0; index + 1 < node.Children.Length; index++)
        {
            if (node.Children[index] is { Kind: SyntaxKind.Words, Text: "THEN" })
            {
                values.Add(Read(node.Children[index + 1]));
            }
            else if (node.Children[index] is { Kind: SyntaxKind.Words, Text: "WHEN" })
            {
                mayFold |= !ReadsRows(node.Children[index + 1]) && !ReadsRows(node.Children[0]);
            }
        }

        // The engine looks at what stands behind ELSE first (manual, 10.5); without one it is NULL.
        var last = node.Children is [.., { Kind: SyntaxKind.Words, Text: "ELSE" }, var otherwise] ? Read(otherwise) : new LiteralValue();
        return new ChoiceValue([last, .. values], mayFold);
    }

    private static bool ReadsRows(SyntaxNode value)
    {
        var waiting = new Stack<SyntaxNode>([value]);

        while (waiting.TryPop(out var node))
        {
            if (node.Kind is SyntaxKind.Column or SyntaxKind.Relation)
            {
                return true;
            }

            foreach (var child in node.Children)
            {
                waiting.Push(child);
            }
        }

        return false;
    }

    private static DataType? ParseType(string type)
    {
        var reader = AliasText.ParserOf(type);
        var read = reader.ReadType();
        return reader.Failed || !reader.AtEnd ? null : read;
    }
}
