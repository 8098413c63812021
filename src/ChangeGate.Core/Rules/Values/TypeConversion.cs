using System.Globalization;
using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rules.Values;

/// <summary>What changing the type of a column does to its values and to the file that they are in.</summary>
internal readonly record struct TypeConversion
{
    /// <summary>The engine copies the table.</summary>
    public bool Rewrites { get; init; }

    /// <summary>The rows stay, but indexes on the column are built anew.</summary>
    public bool RebuildsIndexes { get; init; }

    /// <summary>A value may come out different, without an error.</summary>
    public bool Loses { get; init; }

    /// <summary>A value that does not fit is an error.</summary>
    public bool MayFail { get; init; }

    /// <summary>An expression that is more than a cast computes the new values.</summary>
    public bool Using { get; init; }

    /// <summary>The old type is not known.</summary>
    public bool Assumed { get; init; }

    public static TypeConversion Of(ChangeColumnType change, RuleContext context)
    {
        if (context.Column(change.Table, change.Column) is not { } column)
        {
            return new TypeConversion { Rewrites = true, Assumed = true, Loses = !IsAnyText(change.Type), MayFail = true };
        }

        var (old, to) = (context.BaseOf(column.Type), context.BaseOf(change.Type));
        var cast = Plain(old, to);

        if (context.IsConstrained(change.Type) && change.Type != column.Type)
        {
            cast = cast with { Rewrites = true, MayFail = true };
        }

        if (old == to && change.Collation is not null && change.Collation != column.Collation)
        {
            cast = cast with { RebuildsIndexes = true };
        }

        if (change.Using is not { } expression)
        {
            return WithTimeZone(cast, old, to, context);
        }

        // What the expression gives is converted to the new type once more.
        var given = KeptValue.TypeOf(expression, (change.Column, column.Type), context);
        var loses = given is null || Plain(given, to).Loses;

        return KeptValue.IsCast(expression, change.Column, context)
            ? WithTimeZone(cast, old, to, context) with { Loses = loses }
            : cast with { Rewrites = true, Using = loses, Loses = loses };
    }

    /// <summary>Every value of one type comes through an assignment to the other as it was.</summary>
    public static bool Keeps(DataType old, DataType to, RuleContext context) => context.Dialect == Dialect.Sqlite
        ? Affinity(to) is var affinity && (affinity == Affinity(old) || affinity == "BLOB" || (affinity is "REAL" or "NUMERIC" && Affinity(old) is "INTEGER" or "NUMERIC" or "REAL") || affinity == "TEXT")
        : Plain(context.BaseOf(old), context.BaseOf(to)) is { Loses: false };

    /// <summary>How SQLite stores what is put into a column of a declared type ("Datatypes In SQLite", section 3.1).</summary>
    public static string Affinity(DataType type)
    {
        var name = type.Name.ToUpperInvariant();

        return name.Contains("INT", StringComparison.Ordinal) ? "INTEGER"
            : name.Contains("CHAR", StringComparison.Ordinal) || name.Contains("CLOB", StringComparison.Ordinal) || name.Contains("TEXT", StringComparison.Ordinal) ? "TEXT"
            : name.Length == 0 || name.Contains("BLOB", StringComparison.Ordinal) ? "BLOB"
            : name.Contains("REAL", StringComparison.Ordinal) || name.Contains("FLOA", StringComparison.Ordinal) || name.Contains("DOUB", StringComparison.Ordinal) ? "REAL"
            : "NUMERIC";
    }

    private static TypeConversion Plain(DataType old, DataType to)
    {
        if (old == to)
        {
            return default;
        }

        if (old.ArrayDimensions > 0 || to.ArrayDimensions > 0)
        {
            return old.ArrayDimensions > 0 && to.ArrayDimensions > 0
                ? Plain(old with { ArrayDimensions = 0 }, to with { ArrayDimensions = 0 })
                : new TypeConversion { Rewrites = true, Loses = !IsAnyText(to) };
        }

        return (old.Name, to.Name) switch
        {
            ("character varying" or "text", "character varying" or "text") => Text(old, to),
            (_, "character") => new TypeConversion { Rewrites = true, Loses = true, MayFail = true },
            ("character", "text" or "character varying") => new TypeConversion { Rewrites = true, Loses = to.Modifiers.Count > 0 && Length(old) > Length(to), MayFail = to.Modifiers.Count > 0 },
            (_, "text" or "citext") or (_, "character varying") when to.Modifiers.Count == 0 => new TypeConversion { Rewrites = !(IsAnyText(old) && old.Name != "character") },
            (_, "character varying") => new TypeConversion { Rewrites = true, Loses = true, MayFail = true },
            ("bit varying", "bit varying") => new TypeConversion { Rewrites = Length(to) < Length(old), MayFail = Length(to) < Length(old), Loses = Length(to) < Length(old) },
            ("numeric", "numeric") => Numeric(old, to),
            ("money", "numeric") when to.Modifiers.Count == 0 || Scale(to) >= 2 => new TypeConversion { Rewrites = true, MayFail = to.Modifiers.Count > 0 },
            ("cidr", "inet") => default,
            ("inet", "cidr") => new TypeConversion { Rewrites = true, Loses = true },
            ("json", "jsonb") => new TypeConversion { Rewrites = true, Loses = true },
            ("jsonb", "json") => new TypeConversion { Rewrites = true },
            _ when IsTime(old.Name) && old.Name == to.Name => Precision(old, to),
            _ when NumberRank(old) is { } low && NumberRank(to) is { } high => Numbers(old, to, low, high),
            ("timestamp without time zone", "timestamp with time zone") or ("timestamp with time zone", "timestamp without time zone") => new TypeConversion { Rewrites = true, Loses = Seconds(to) < Seconds(old) },
            ("date", "timestamp without time zone" or "timestamp with time zone") => new TypeConversion { Rewrites = true },
            ("boolean", "integer" or "smallint" or "bigint") => new TypeConversion { Rewrites = true },
            _ when IsAnyText(old) && (to.Name == "uuid" || to.Schema is not null || !IsBuiltIn(to.Name)) => new TypeConversion { Rewrites = true, MayFail = true },
            _ when !IsBuiltIn(old.Name) && !IsBuiltIn(to.Name) => new TypeConversion { Rewrites = true, MayFail = true },
            _ => new TypeConversion { Rewrites = true, Loses = true, MayFail = true },
        };
    }

    private static TypeConversion Text(DataType old, DataType to) => to.Modifiers.Count == 0 || (old.Modifiers.Count > 0 && Length(to) >= Length(old))
        ? default
        : new TypeConversion { Rewrites = true, Loses = true, MayFail = true };

    private static TypeConversion Numeric(DataType old, DataType to)
    {
        if (to.Modifiers.Count == 0)
        {
            return default;
        }

        var narrower = old.Modifiers.Count == 0 || Length(to) - Scale(to) < Length(old) - Scale(old);
        var rounds = old.Modifiers.Count == 0 || Scale(to) < Scale(old);

        // Widening keeps the file only where the scale stays (measured, 12-18).
        return new TypeConversion { Rewrites = narrower || rounds || Scale(to) != Scale(old), Loses = rounds, MayFail = narrower };
    }

    private static TypeConversion Precision(DataType old, DataType to) =>
        Seconds(to) < Seconds(old) ? new TypeConversion { Rewrites = true, Loses = true } : default;

    private static TypeConversion Numbers(DataType old, DataType to, int low, int high)
    {
        var fromInteger = low <= 3;
        var toInteger = high <= 3;

        return (fromInteger, toInteger) switch
        {
            (true, true) => new TypeConversion { Rewrites = true, MayFail = high < low },
            (false, true) => new TypeConversion { Rewrites = true, MayFail = true, Loses = old.Name != "numeric" || old.Modifiers.Count == 0 || Scale(old) > 0 },
            (true, false) when to.Name == "numeric" => new TypeConversion { Rewrites = true, MayFail = to.Modifiers.Count > 0 },
            // A double holds 53 bits, a real 24.
            (true, false) => new TypeConversion { Rewrites = true, Loses = to.Name == "double precision" ? low > 2 : low > 1 },
            _ => new TypeConversion { Rewrites = true, Loses = !(old.Name == "real" && to.Name == "double precision"), MayFail = high < low },
        };
    }

    private static TypeConversion WithTimeZone(TypeConversion cast, DataType old, DataType to, RuleContext context)
    {
        if (old.Name == to.Name || !old.Name.StartsWith("timestamp", StringComparison.Ordinal) || !to.Name.StartsWith("timestamp", StringComparison.Ordinal))
        {
            return cast;
        }

        // Only a session in UTC spares the copy (12 and later), and an index on the column is built anew all the same.
        return context.Proposal.Session.TimeZone?.ToUpperInvariant() is "UTC" or "ETC/UTC" or "GMT" ? cast with { Rewrites = false, RebuildsIndexes = true } : cast;
    }

    private static bool IsAnyText(DataType type) => type.ArrayDimensions == 0 && type.Name is "text" or "character varying" or "citext" or "character" && type.Modifiers.Count == 0;

    private static bool IsTime(string name) => name.StartsWith("timestamp", StringComparison.Ordinal) || name.StartsWith("time ", StringComparison.Ordinal) || name == "interval";

    private static int Seconds(DataType type) => type.Modifiers.Count > 0 && int.TryParse(type.Modifiers[^1], CultureInfo.InvariantCulture, out var digits) ? digits : 6;

    private static int Length(DataType type) => type.Modifiers.Count > 0 && int.TryParse(type.Modifiers[0], CultureInfo.InvariantCulture, out var length) ? length : int.MaxValue;

    private static int Scale(DataType type) => type.Modifiers.Count > 1 && int.TryParse(type.Modifiers[1], CultureInfo.InvariantCulture, out var scale) ? scale : 0;

    private static int? NumberRank(DataType type) => type.Name switch
    {
        "smallint" => 1,
        "integer" => 2,
        "bigint" => 3,
        "real" => 4,
        "double precision" => 5,
        "numeric" => 6,
        _ => null,
    };

    private static bool IsBuiltIn(string name) => NumberRank(DataType.Simple(name)) is not null || IsTime(name) || name is
        "text" or "character varying" or "character" or "boolean" or "bytea" or "date" or "json" or "jsonb" or "uuid" or "inet" or "cidr" or "macaddr" or "money"
        or "bit" or "bit varying" or "xml" or "point" or "line" or "box" or "path" or "polygon" or "circle" or "tsvector" or "tsquery" or "oid" or "name" or "citext";
}

internal static class DataTypeQuestions
{
    extension(RuleContext context)
    {
        /// <summary>What a domain is made of, all the way down; the type itself otherwise.</summary>
        public DataType BaseOf(DataType type)
        {
            for (var depth = 0; depth < 8 && context.UserTypeOf(type) is { BaseType: { } made }; depth++)
            {
                type = type.ArrayDimensions > 0 ? made with { ArrayDimensions = made.ArrayDimensions + type.ArrayDimensions } : made;
            }

            return type;
        }

        /// <summary>A domain with conditions: PostgreSQL then looks at every row.</summary>
        public bool IsConstrained(DataType type) =>
            context.UserTypeOf(type) is { TypeKind: UserTypeKind.Domain } domain
            && (domain.NotNull || domain.Constraints.Count > 0 || (domain.BaseType is { } made && context.IsConstrained(made)));

        public UserType? UserTypeOf(DataType type) =>
            context.Before.Snapshot.Find<UserType>(new ObjectId(ObjectKind.Type, context.Before.Resolve(ObjectKind.Type, new ObjectName(type.Schema, type.Name))));
    }
}
