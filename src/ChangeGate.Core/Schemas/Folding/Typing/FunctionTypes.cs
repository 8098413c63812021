using System.Collections.Frozen;
using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding.Typing;

/// <summary>What the engine's own functions give (manual, chapter 9): those that always give one type here, the others by their arguments.</summary>
internal static class FunctionTypes
{
    // By what they give. Functions that give something else for some argument, or in some version from 13 to 18, are not among them.
    private static readonly FrozenDictionary<string, DataType> Fixed = Names(
        ("boolean", "bool_and bool_or every starts_with isfinite pg_try_advisory_lock has_table_privilege has_schema_privilege jsonb_path_exists jsonb_path_match"),
        ("integer", "char_length character_length octet_length bit_length strpos ascii array_length array_upper array_lower array_ndims cardinality array_position ntile jsonb_array_length json_array_length pg_backend_pid num_nulls num_nonnulls"),
        ("bigint", "count row_number rank dense_rank nextval currval lastval setval txid_current pg_relation_size pg_total_relation_size pg_table_size pg_database_size"),
        ("double precision", "percent_rank cume_dist pi date_part degrees radians cbrt sin cos tan asin acos atan atan2 corr regr_slope"),
        ("real", "ts_rank ts_rank_cd"),
        ("numeric", "to_number div"),
        ("text", "concat concat_ws format replace to_char initcap lpad rpad repeat split_part regexp_replace translate quote_ident quote_literal quote_nullable encode chr to_hex array_to_string md5 jsonb_typeof json_typeof normalize version timeofday json_extract_path_text jsonb_extract_path_text jsonb_pretty pg_size_pretty current_setting left right"),
        ("text[]", "string_to_array regexp_split_to_array regexp_match"),
        ("uuid", "gen_random_uuid uuidv4 uuidv7 uuid_generate_v1 uuid_generate_v1mc uuid_generate_v4"),
        ("timestamp with time zone", "now transaction_timestamp statement_timestamp clock_timestamp to_timestamp make_timestamptz"),
        ("timestamp without time zone", "make_timestamp"),
        ("date", "to_date make_date"),
        ("time without time zone", "make_time"),
        ("interval", "make_interval justify_days justify_hours justify_interval"),
        ("json", "json_build_object json_build_array json_agg json_object_agg row_to_json to_json array_to_json json_strip_nulls json_extract_path"),
        ("jsonb", "jsonb_build_object jsonb_build_array jsonb_agg jsonb_object_agg to_jsonb jsonb_set jsonb_insert jsonb_strip_nulls jsonb_path_query_array jsonb_path_query_first jsonb_extract_path jsonb_object"),
        ("bytea", "decode sha224 sha256 sha384 sha512 convert_to"),
        ("tsvector", "to_tsvector setweight"),
        ("tsquery", "to_tsquery plainto_tsquery websearch_to_tsquery phraseto_tsquery"),
        ("name", "current_database current_schema"),
        ("regtype", "pg_typeof"));

    private static readonly FrozenSet<string> OfStrings = FrozenSet.ToFrozenSet(["lower", "upper", "trim", "btrim", "ltrim", "rtrim", "substr", "substring", "overlay", "reverse"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> SameAsFirst = FrozenSet.ToFrozenSet(["lag", "lead", "first_value", "last_value", "nth_value", "any_value"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Others = FrozenSet.ToFrozenSet(
        [
            "length", "random", "string_agg", "age", "date_trunc", "timezone", "array_agg", "array_append", "array_prepend", "array_cat", "array_remove", "unnest", "min", "max", "sum", "avg", "stddev", "stddev_pop",
            "stddev_samp", "variance", "var_pop", "var_samp", "abs", "round", "trunc", "ceil", "ceiling", "floor", "sign", "sqrt", "exp", "ln", "log", "power", "pow", "mod", "date", "generate_series",
        ],
        StringComparer.Ordinal);

    public static bool Has(string name) => Fixed.ContainsKey(name) || OfStrings.Contains(name) || SameAsFirst.Contains(name) || Others.Contains(name);

    public static Inferred Of(SchemaTypes types, string name, IReadOnlyList<Inferred> arguments)
    {
        if (Fixed.TryGetValue(name, out var type))
        {
            return Inferred.From(type, arguments);
        }

        // Functions of the engine take what a domain is made of, and lose length and precision.
        var plain = arguments.Select(types.Flat).ToList();

        if (plain.Count == 0)
        {
            return name == "random" ? Inferred.Of("double precision") : Inferred.Unknown;
        }

        if (OfStrings.Contains(name) || name is "string_agg")
        {
            return plain[0].IsLiteral || TypeFacts.IsString(plain[0].Type) ? Inferred.From(DataType.Simple("text"), plain) : Inferred.Unknown;
        }

        if (SameAsFirst.Contains(name))
        {
            return plain.Count <= 2 && arguments[0].Type is { } first && AreEqual(arguments[0], plain[0]) ? new Inferred(TypeFacts.Plain(first), arguments[0].Collation) : Inferred.Unknown;
        }

        return AggregateTypes.Of(types, name, name == "array_agg" ? arguments : plain) ?? ArithmeticTypes.Of(name, plain) ?? ByArgument(name, plain);
    }

    // Whether a domain stays one is another question for each of the functions.
    private static bool AreEqual(Inferred argument, Inferred plain) => plain.Type is { } type && TypeFacts.AreSame(argument.Type!, type);

    private static Inferred ByArgument(string name, List<Inferred> arguments)
    {
        var last = arguments[^1];

        switch (name)
        {
            case "length" when arguments[0].IsLiteral || TypeFacts.IsString(arguments[0].Type) || TypeFacts.IsBuiltin(arguments[0].Type, "bytea") || TypeFacts.IsBuiltin(arguments[0].Type, "tsvector"):
                return Inferred.Of("integer");
            case "date" when arguments.Count == 1:
                return Inferred.Of("date");
            case "age" when arguments.TrueForAll(IsMoment):
                return Inferred.Of("interval");
            case "date_trunc" when arguments.Count == 3:
                return Inferred.Of("timestamp with time zone");
            case "date_trunc" when arguments.Count == 2 && (IsMoment(last) || TypeFacts.IsBuiltin(last.Type, "interval")):
                return TypeFacts.IsBuiltin(last.Type, "date") ? Inferred.Of("timestamp with time zone") : new Inferred(last.Type);
            case "timezone" when arguments.Count == 2 && IsMoment(last):
                return Inferred.Of(TypeFacts.IsBuiltin(last.Type, "timestamp with time zone") ? "timestamp without time zone" : TypeFacts.IsBuiltin(last.Type, "date") ? "timestamp without time zone" : "timestamp with time zone");
            case "unnest" when arguments.Count == 1:
                return TypeFacts.ElementOf(arguments[0].Type) is { } element ? Inferred.From(element, arguments) : Inferred.Unknown;
            case "array_append" or "array_remove" when arguments.Count == 2:
                return OfArray(arguments[0], arguments[1]);
            case "array_prepend" when arguments.Count == 2:
                return OfArray(arguments[1], arguments[0]);
            case "array_cat" when arguments.Count == 2 && arguments[0].Type is { ArrayDimensions: > 0 } array && arguments[1].Type is { } other && TypeFacts.AreSame(array, other):
                return Inferred.From(array, arguments);
            case "generate_series" when arguments.Count is 2 or 3:
                return Series(arguments);
            default:
                return Inferred.Unknown;
        }
    }

    private static bool IsMoment(Inferred value) => TypeFacts.IsMoment(value.Type);

    private static Inferred OfArray(Inferred array, Inferred item) =>
        TypeFacts.ElementOf(array.Type) is { } element && (item.IsLiteral || (item.Type is { } type && TypeFacts.AreSame(element, type))) ? Inferred.From(array.Type, [array, item]) : Inferred.Unknown;

    private static Inferred Series(List<Inferred> arguments)
    {
        var bounds = arguments.Take(2).ToList();

        // Dates become timestamps with time zone, the preferred type of their kind.
        if (bounds.TrueForAll(static bound => TypeFacts.IsBuiltin(bound.Type, "date")) && arguments.Count == 3)
        {
            return Inferred.Of("timestamp with time zone");
        }

        return bounds.TrueForAll(bound => bound.Type is not null && bound.Type == bounds[0].Type) && (TypeFacts.NumberRank(bounds[0].Type) is >= 1 and <= 3 || (arguments.Count == 3 && IsMoment(bounds[0])))
            && (arguments.Count == 2 || arguments[2].IsLiteral || arguments[2].Type == bounds[0].Type || TypeFacts.IsBuiltin(arguments[2].Type, "interval"))
            ? new Inferred(bounds[0].Type)
            : Inferred.Unknown;
    }

    private static FrozenDictionary<string, DataType> Names(params (string Type, string Functions)[] groups) =>
        groups.SelectMany(static group => group.Functions.Split(' ').Select(name => (name, group.Type)))
            .ToFrozenDictionary(static one => one.name, static one => one.Type.EndsWith("[]", StringComparison.Ordinal) ? new DataType(null, one.Type[..^2], [], 1) : DataType.Simple(one.Type), StringComparer.Ordinal);
}
