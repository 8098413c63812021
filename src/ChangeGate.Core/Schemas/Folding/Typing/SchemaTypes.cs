using ChangeGate.Changes;
using ChangeGate.Changes.Queries;

namespace ChangeGate.Schemas.Folding.Typing;

/// <summary>What the schema says of types, operators and functions that a query names.</summary>
internal sealed class SchemaTypes(SchemaEdit schema)
{
    private readonly Lazy<bool> _hasOwnOperators = new(() => schema.Snapshot.Objects.Any(static one => one is OtherObject && one.Id.Part is "operator" or "cast"));

    /// <summary>An operator or a cast of the team's own may fit better than what the engine has.</summary>
    public bool HasOwnOperators => schema.Snapshot.HasCode && _hasOwnOperators.Value;

    /// <summary>As a column would have it; null where a type of that name is not known, or is the row of a table.</summary>
    public DataType? Resolve(DataType type)
    {
        var resolved = schema.Resolve(type);

        return resolved.Schema is null
            ? schema.FindRelation(new ObjectName(null, resolved.Name)) is null ? resolved : null
            : FindType(resolved) is null ? null : resolved;
    }

    /// <summary>What a domain is made of, down to a type that is none; null where that is not known.</summary>
    public DataType? Base(DataType type)
    {
        var current = type;

        for (var depth = 0; depth < 16; depth++)
        {
            if (current.Schema is null || current.ArrayDimensions > 0)
            {
                return current;
            }

            switch (FindType(current))
            {
                case { TypeKind: UserTypeKind.Domain, BaseType: { } inner }:
                    current = schema.Resolve(inner);
                    break;
                case null or { TypeKind: UserTypeKind.Domain }:
                    return null;
                default:
                    return current;
            }
        }

        return null;
    }

    /// <summary>As an operator or a function takes it that is not made for domains, lengths and precisions.</summary>
    public Inferred Flat(Inferred value)
    {
        if (value.Type is not { } type)
        {
            return value;
        }

        // What collation a domain has is not kept in the schema.
        return Base(type) is { } plain && (type.Schema is null || !TypeFacts.IsCollatable(plain)) ? value with { Type = TypeFacts.Plain(plain) } : Inferred.Unknown;
    }

    public bool IsEnum(DataType type) => type is { Schema: not null, ArrayDimensions: 0 } && FindType(type)?.TypeKind == UserTypeKind.Enum;

    public Inferred ReturnOf(CallValue call, IReadOnlyList<Inferred> arguments)
    {
        var own = call.Function.Schema is { } given ? Overloads(given, call.Function.Name) : [.. schema.Session.SearchPath.Append("public").Distinct().SelectMany(path => Overloads(path, call.Function.Name))];
        var isEngines = call.Function.Schema is null or "pg_catalog" && FunctionTypes.Has(call.Function.Name);

        // Which of several functions is meant the engine decides by rules that need all of its own.
        if (isEngines)
        {
            return own.Count == 0 ? FunctionTypes.Of(this, call.Function.Name, arguments) : Inferred.Unknown;
        }

        return own is [var only] && arguments.Count <= CountOf(only) ? Inferred.From(ReturnType(only), arguments) : Inferred.Unknown;
    }

    private List<Function> Overloads(string path, string name) => [.. schema.Snapshot.Overloads(new ObjectName(path, name)).Where(static one => !one.IsProcedure)];

    private static int CountOf(Function function) => string.IsNullOrEmpty(function.Id.Part) ? 0 : function.Id.Part.Split(',').Length;

    private DataType? ReturnType(Function function)
    {
        const string Set = "SETOF ";
        var text = function.Returns ?? "";
        text = text.StartsWith(Set, StringComparison.Ordinal) ? text[Set.Length..] : text;
        var isArray = text.EndsWith("[]", StringComparison.Ordinal);
        text = isArray ? text[..^2] : text;

        if (text.AsSpan().IndexOfAny("\"(%,[") >= 0 || text is "" or "record" or "void" or "trigger" || text.StartsWith("any", StringComparison.Ordinal))
        {
            return null;
        }

        var dot = text.IndexOf('.', StringComparison.Ordinal);
        return Resolve(new DataType(dot < 0 ? null : text[..dot], text[(dot + 1)..], [], isArray ? 1 : 0));
    }

    private UserType? FindType(DataType type) => schema.Find<UserType>(new ObjectId(ObjectKind.Type, new ObjectName(type.Schema, type.Name)));
}
