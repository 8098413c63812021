using System.Globalization;
using ChangeGate.Changes;
using ChangeGate.Rehearsals.Rows.Conditions;
using ChangeGate.Schemas;

namespace ChangeGate.Rehearsals.Rows.Values;

/// <summary>The values of PostgreSQL's types, and of those that a schema makes of them.</summary>
internal sealed class PostgreSqlValues(SchemaSnapshot schema)
{
    // A composite type may hold an array of itself.
    private const int Deepest = 4;

    /// <summary>null for a type that is not known.</summary>
    public ValueSource? Of(DataType type, bool isIndexed) => Of(type, isIndexed, 0);

    /// <summary>The type made by the schema; null for built-in ones and those of extensions.</summary>
    public UserType? UserType(DataType type) =>
        schema.Find<UserType>(new ObjectId(ObjectKind.Type, new ObjectName(type.Schema, type.Name)))
        ?? (type.Schema is null ? schema.Find<UserType>(new ObjectId(ObjectKind.Type, new ObjectName("public", type.Name))) : null);

    /// <summary>The domains that a type is made of, the outermost first.</summary>
    public IEnumerable<UserType> Domains(DataType type)
    {
        for (var made = Domain(type); made is not null; made = made.BaseType is { } deeper ? Domain(deeper) : null)
        {
            yield return made;
        }
    }

    private UserType? Domain(DataType type) => type.ArrayDimensions == 0 && UserType(type) is { TypeKind: UserTypeKind.Domain } domain ? domain : null;

    private ValueSource? Of(DataType type, bool isIndexed, int depth)
    {
        if (depth > Deepest)
        {
            return null;
        }

        if (type.ArrayDimensions > 0)
        {
            return Array(type, isIndexed, depth);
        }

        return UserType(type) is { } made ? Made(made, type, isIndexed, depth) : BuiltIn(type, isIndexed);
    }

    private ValueSource? Made(UserType made, DataType type, bool isIndexed, int depth) => made.TypeKind switch
    {
        UserTypeKind.Enum => ValueSource.OneOf([.. made.Labels.Select(Cell.Text)]),
        UserTypeKind.Domain => made.BaseType is { } inner && Of(inner, isIndexed, depth + 1) is { } values ? DomainValues.Of(made, values) : null,
        UserTypeKind.Composite => Composite(made, type, depth),
        UserTypeKind.Range => Opaque("empty", "(,)"),
        _ => null,
    };

    private ValueSource Array(DataType type, bool isIndexed, int depth)
    {
        var element = Of(type with { ArrayDimensions = 0 }, isIndexed, depth + 1);
        var isRequired = Domain(type with { ArrayDimensions = 0 }) is not null;
        Cell Write(params IEnumerable<Cell> elements) => new($"ARRAY[{string.Join(", ", elements.Select(cell => cell.Sql))}]::{Name(type)}", Unknown.Value);
        var some = element is { Edges: [var first, ..] } ? first : element?.Ordinary(0);

        return new ValueSource
        {
            Edges = some is null ? [Cell.Opaque("{}")] : [Cell.Opaque("{}"), isRequired ? Write(some) : Write(some, Cell.Null), Write(some, some)],
            Ordinary = number => element is null ? Cell.Opaque("{}") : Write(element.Ordinary(number), element.Ordinary(number + 1)),
        };
    }

    private ValueSource Composite(UserType made, DataType type, int depth)
    {
        var fields = made.Fields.Select(field => Of(field.Type, isIndexed: true, depth + 1)).ToList();
        Cell Write(Func<ValueSource, Cell> pick) => new($"ROW({string.Join(", ", fields.Select(field => field is null ? "NULL" : pick(field).Sql))})::{Name(type)}", Unknown.Value);

        return new ValueSource
        {
            Edges = fields.Count == 0 ? [] : [Write(field => field.Edges.Count > 0 ? field.Edges[0] : field.Ordinary(0))],
            Ordinary = number => Write(field => field.Ordinary(number)),
        };
    }

    private static ValueSource? BuiltIn(DataType type, bool isIndexed) => type.Name switch
    {
        "smallint" => NumberValues.Whole(short.MinValue, short.MaxValue),
        "integer" => NumberValues.Whole(int.MinValue, int.MaxValue),
        "bigint" => NumberValues.Whole(long.MinValue, long.MaxValue),
        "oid" or "xid" or "xid8" or "cid" => NumberValues.Whole(0, int.MaxValue) with { Edges = [Cell.Opaque("0")], Ordinary = number => Cell.Opaque((1001 + number).ToString(CultureInfo.InvariantCulture)) },
        "numeric" => NumberValues.Exact(Modifier(type, 0), Modifier(type, 1) ?? 0),
        "real" => NumberValues.Floating("3.4e38", "1e-37"),
        "double precision" => NumberValues.Floating("1.7e308", "1e-307"),
        "money" => NumberValues.Money(),
        "text" => TextValues.Of(null, isIndexed),
        "character varying" => TextValues.Of(Modifier(type, 0), isIndexed),
        "character" or "bpchar" => TextValues.Padded(Modifier(type, 0) ?? 1, isIndexed),
        "name" => TextValues.Of(31, isIndexed),
        "citext" => TextValues.WithoutCase(TextValues.Of(null, isIndexed)),
        "boolean" => ValueSource.OneOf([new Cell("true", true), new Cell("false", false)]),
        "date" => TimeValues.Days(hasInfinity: true),
        "timestamp without time zone" => TimeValues.Moments(isZoned: false, hasInfinity: true),
        "timestamp with time zone" => TimeValues.Moments(isZoned: true, hasInfinity: true),
        "time without time zone" => TimeValues.Times(""),
        "time with time zone" => TimeValues.Times("+00"),
        "json" or "jsonb" => Json(),
        "uuid" => Uuid(),
        _ => Rare(type),
    };

    private static ValueSource? Rare(DataType type) => type.Name switch
    {
        "\"char\"" or "char" => Numbered(number => ((char)('a' + (number % 26))).ToString()),
        "bytea" => Numbered(number => $"\\x{number + 4096:x8}", "\\x", "\\x00ff"),
        "interval" => type.Modifiers.Count == 0 ? Numbered(number => $"{number + 1} minutes", "0", "-1 year", "1 month -1 day", "178000000 years") : Numbered(number => (number + 1).ToString(CultureInfo.InvariantCulture)),
        "jsonpath" => Numbered(number => $"$.a[{number}]", "$"),
        "xml" => Numbered(number => $"<a>{number}</a>", "<é/>"),
        "inet" => Numbered(number => $"10.{(number >> 16) % 256}.{(number >> 8) % 256}.{number % 256}", "::1", "255.255.255.255", "10.0.0.0/8"),
        "cidr" => Numbered(number => $"10.{(number >> 8) % 256}.{number % 256}.0/24", "::/0", "0.0.0.0/0"),
        "macaddr" => Numbered(number => $"08:00:2b:{(number >> 16) % 256:x2}:{(number >> 8) % 256:x2}:{number % 256:x2}", "ff:ff:ff:ff:ff:ff"),
        "macaddr8" => Numbered(number => $"08:00:2b:01:02:{(number >> 16) % 256:x2}:{(number >> 8) % 256:x2}:{number % 256:x2}"),
        "bit" => Bits(Modifier(type, 0) ?? 1, isFixed: true),
        "bit varying" => Bits(Modifier(type, 0) ?? 16, isFixed: false),
        "point" => Numbered(number => $"({number},{-number})", "(0,0)", "(Infinity,0)"),
        "line" => Numbered(number => $"{{1,-1,{number}}}"),
        "lseg" or "box" => Numbered(number => $"(0,0),({number + 1},1)"),
        "path" or "polygon" => Numbered(number => $"((0,0),({number + 1},1),(2,0))"),
        "circle" => Numbered(number => $"<(0,0),{number + 1}>"),
        "tsvector" => Numbered(number => $"a:1 word{number}:2A", ""),
        "tsquery" => Numbered(number => $"a & word{number}", ""),
        "pg_lsn" => Numbered(number => $"0/{number + 4096:X}", "0/0"),
        "txid_snapshot" or "pg_snapshot" => Numbered(number => $"{number + 10}:{number + 20}:"),
        "int4range" or "int8range" or "numrange" => Numbered(number => $"[{number * 10},{(number * 10) + 5})", "empty", "(,)"),
        "daterange" or "tsrange" or "tstzrange" => Numbered(number => Period(number), "empty", "(,)"),
        "int4multirange" or "int8multirange" or "nummultirange" => Numbered(number => $"{{[{number * 10},{(number * 10) + 5})}}", "{}"),
        "datemultirange" or "tsmultirange" or "tstzmultirange" => Numbered(number => $"{{{Period(number)}}}", "{}"),
        "hstore" => Numbered(number => $"a=>{number}", "", "b=>NULL"),
        "ltree" => Numbered(number => $"top.n{number}", "", "top"),
        "lquery" => Numbered(number => $"top.*.n{number}"),
        "vector" or "halfvec" => Numbered(number => $"[{string.Join(',', Enumerable.Range(0, Modifier(type, 0) ?? 3).Select(at => at == 0 ? number + 1 : 1))}]"),
        "geometry" or "geography" => Numbered(number => $"POINT({number % 180} {number % 90})"),
        "regclass" => Opaque("pg_class", "pg_type"),
        "regtype" => Opaque("integer", "text"),
        "regproc" => Opaque("now"),
        "regrole" or "regnamespace" => Opaque("0"),
        _ => null,
    };

    private static ValueSource Json()
    {
        string[] edges = ["{}", "[]", "null", "{\"a\": {\"b\": [1, -2.5, {\"c\": null}], \"é\": \"\U0001F600\"}}", "\"text\"", "true"];

        return new ValueSource
        {
            Edges = [.. edges.Select(text => new Cell(Cell.Quote(text), new JsonText(text)))],
            Ordinary = number => new Cell($"'{{\"n\": {number}}}'", new JsonText($"{{\"n\": {number}}}")),
            From = wanted => wanted is JsonText json ? new Cell(Cell.Quote(json.Text), json) : null,
        };
    }

    private static ValueSource Uuid()
    {
        static string Write(ulong high, ulong low) => $"{high >> 32:x8}-{(high >> 16) & 0xFFFF:x4}-{high & 0xFFFF:x4}-{low >> 48:x4}-{low & 0xFFFFFFFFFFFF:x12}";

        return new ValueSource
        {
            Edges = [Cell.Text(Write(0, 0)), Cell.Text(Write(ulong.MaxValue, ulong.MaxValue))],
            Ordinary = number => Cell.Text(Write((Noise.Mix((ulong)number) & ~0xF000UL) | 0x4000UL, (Noise.Mix(~(ulong)number) & 0x3FFFFFFFFFFFFFFFUL) | 0x8000000000000000UL)),
            From = wanted => wanted is string { Length: 36 } text ? Cell.Text(text) : null,
        };
    }

    private static ValueSource Bits(int length, bool isFixed) => Numbered(
        number => Convert.ToString(number, 2).PadLeft(length, '0')[^length..],
        isFixed ? [new string('0', length), new string('1', length)] : ["", new string('1', length)]);

    private static string Period(long number) => $"[{2001 + (number % 3000)}-01-01,{2001 + (number % 3000)}-06-01)";

    private static ValueSource Numbered(Func<long, string> ordinary, params IEnumerable<string> edges) =>
        new() { Edges = [.. edges.Select(Cell.Opaque)], Ordinary = number => Cell.Opaque(ordinary(number)) };

    private static ValueSource Opaque(params IEnumerable<string> values) => ValueSource.OneOf([.. values.Select(Cell.Opaque)]);

    private static int? Modifier(DataType type, int at) =>
        type.Modifiers.Count > at && int.TryParse(type.Modifiers[at], NumberStyles.AllowLeadingSign | NumberStyles.AllowLeadingWhite, CultureInfo.InvariantCulture, out var value) ? value : null;

    private string Name(DataType type)
    {
        var schemaName = type.Schema ?? UserType(type with { ArrayDimensions = 0 })?.Id.Name.Schema;

        return schemaName is null
            ? type.ToString()
            : $"{Identifier.Quote(schemaName)}.{Identifier.Quote(type.Name)}{(type.Modifiers.Count > 0 ? $"({string.Join(",", type.Modifiers)})" : "")}{(type.ArrayDimensions > 0 ? "[]" : "")}";
    }
}
