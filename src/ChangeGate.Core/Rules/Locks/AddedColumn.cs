using ChangeGate.Changes;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules.Locks;

/// <summary>Whether ADD COLUMN only writes the catalogue (PostgreSQL 11 and later), reads the table, or copies it.</summary>
internal static class AddedColumn
{
    private static readonly HashSet<string> Volatile = new(StringComparer.Ordinal)
    {
        "random", "random_normal", "clock_timestamp", "timeofday", "gen_random_uuid", "gen_random_bytes", "nextval", "setval", "uuid_generate_v1", "uuid_generate_v1mc",
        "uuid_generate_v4", "uuidv4", "uuidv7", "txid_current", "pg_current_xact_id", "currval", "lastval", "pg_backend_pid",
    };

    // With arguments they are functions of somebody else's; as a type's precision, current_timestamp(3), they are not.
    private static readonly HashSet<string> WithoutArguments = new(StringComparer.Ordinal)
    {
        "now", "statement_timestamp", "transaction_timestamp", "current_user", "session_user", "current_schema", "current_database", "pg_client_encoding",
    };

    private static readonly HashSet<string> Steady = new(StringComparer.Ordinal)
    {
        "now", "statement_timestamp", "transaction_timestamp", "current_timestamp", "current_date", "current_time", "localtime", "localtimestamp", "current_user", "session_user",
        "current_setting", "current_schema", "current_database", "timezone", "date_trunc", "date_part", "extract", "make_date", "make_time", "make_timestamp", "make_timestamptz",
        "make_interval", "to_timestamp", "to_date", "to_char", "to_number", "lower", "upper", "md5", "sha256", "encode", "decode", "length", "left", "right", "substr", "substring",
        "trim", "btrim", "ltrim", "rtrim", "replace", "concat", "format", "coalesce", "nullif", "greatest", "least", "round", "floor", "ceil", "ceiling", "abs", "array", "row",
        "jsonb_build_object", "json_build_object", "jsonb_build_array", "json_build_array", "to_json", "to_jsonb", "array_fill", "numeric", "decimal", "varchar", "char", "character", "varying",
        "bit", "interval", "timestamp", "timestamptz", "time", "cast", "point", "box", "int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange", "repeat", "chr", "ascii",
        "regexp_replace", "pg_client_encoding", "hashtext", "unnest", "string_to_array", "array_to_string",
    };

    public static Work Of(AddColumn add, RuleContext context)
    {
        var column = add.Column;

        if (add.IfNotExists && context.Column(add.Table, column.Name) is not null)
        {
            return Work.None;
        }

        if (column.Serial || column.Identity != IdentityKind.None || column.Generated == GeneratedKind.Stored || context.IsConstrained(column.Type) || VolatileCallIn(column.Default, context) is not null || FillsEveryRow(column, context))
        {
            return Work.Rewrite;
        }

        var scans = column is { NotNull: true, Default: null } || add.Constraints.Any(constraint => constraint.Kind is ConstraintKind.Check or ConstraintKind.Unique or ConstraintKind.PrimaryKey
            || (constraint.Kind == ConstraintKind.ForeignKey && column.Default is not null));

        return scans ? Work.Scan : Work.None;
    }

    /// <summary>Before PostgreSQL 11 a default was written into every row.</summary>
    public static bool FillsEveryRow(ColumnDefinition column, RuleContext context) =>
        context.Engine < 11 && column is { Serial: false, Default: { } value } && !value.Equals("NULL", StringComparison.OrdinalIgnoreCase);

    /// <summary>The first function of a default that may give every row another value; null when there is none.</summary>
    public static string? VolatileCallIn(string? expression, RuleContext context)
    {
        if (expression is null)
        {
            return null;
        }

        var tokens = ExpressionTokens.Of(expression);

        for (var index = 0; index < tokens.Count - 1; index++)
        {
            var name = tokens[index].TrimStart('"');

            if (name.Length == 0 || tokens[index + 1] != "(" || !(char.IsLetter(name, 0) || name[0] == '_') || IsTheEnginesSteady(tokens, index))
            {
                continue;
            }

            if (Volatile.Contains(name) || !context.IsKnownSteady(name))
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>One of the engine's functions that give every row of a statement the same value, called as the engine knows it.</summary>
    private static bool IsTheEnginesSteady(ExpressionTokens tokens, int index)
    {
        var name = tokens[index].TrimStart('"');
        var schema = index > 1 && tokens[index - 1] == "." ? tokens[index - 2].TrimStart('"') : null;

        return Steady.Contains(name) && (schema is null or "pg_catalog") && (!WithoutArguments.Contains(name) || (index + 2 < tokens.Count && tokens[index + 2] == ")"));
    }
}
