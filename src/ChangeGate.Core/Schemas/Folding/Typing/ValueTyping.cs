using System.Diagnostics;
using ChangeGate.Changes;
using ChangeGate.Changes.Queries;

namespace ChangeGate.Schemas.Folding.Typing;

/// <summary>The types of expressions.</summary>
internal sealed class ValueTyping(SchemaTypes types, QueryTyping queries)
{
    public Inferred TypeOf(QueryValue value, CommonTables? common, QueryScope scope)
    {
        Inferred Of(QueryValue inner) => TypeOf(inner, common, scope);
        List<Inferred> All(IEnumerable<QueryValue> inner) => [.. inner.Select(Of)];

        return value switch
        {
            OpaqueValue or EveryColumn => Inferred.Unknown,
            LiteralValue => Inferred.Literal,
            TypedValue typed => new Inferred(typed.Type),
            ColumnValue column => scope.Find(column.Relation, column.Column),
            CastValue cast => Cast(cast, Of(cast.Value)),
            CollatedValue collated => Of(collated.Value).Settled is { Type: not null } inner ? inner with { Collation = collated.Collation == "default" ? null : collated.Collation } : Inferred.Unknown,
            CallValue call => types.ReturnOf(call, All(call.Arguments)),
            OperatorValue operation => OperatorTypes.Of(types, operation.Sign, All(operation.Operands)),
            ChoiceValue choice => Choice(choice, All(choice.Values)),
            NullIfValue nullIf => NullIf(Of(nullIf.Value), Of(nullIf.Other)),
            ArrayValue array => OfItems(array, All(array.Items)),
            SubscriptValue subscript => Subscript(subscript, Of),
            SubqueryValue subquery => Subquery(subquery, common, scope),
            _ => throw new UnreachableException($"{value.GetType().Name} has no type."),
        };
    }

    private Inferred Choice(ChoiceValue choice, List<Inferred> values)
    {
        var common = CommonType.Of(types, values);

        return choice.MayFold && common.Type is { Modifiers.Count: 0 } && values.Exists(static value => value.Type?.Modifiers.Count > 0) ? Inferred.Unknown : common;
    }

    private Inferred Cast(CastValue cast, Inferred inner)
    {
        if (types.Resolve(cast.Type) is not { } type)
        {
            return Inferred.Unknown;
        }

        if (types.Base(type) is { } target && !TypeFacts.IsCollatable(target))
        {
            return new Inferred(type);
        }

        // The collation of what is cast goes along; that of a domain is not kept in the schema.
        return inner.IsLiteral || HasNoCollation(inner) ? new Inferred(type)
            : inner is { Collation: not null, Type.Schema: null } && type.Schema is null ? new Inferred(type, inner.Collation)
            : Inferred.Unknown;
    }

    private bool HasNoCollation(Inferred value) => value is { Type: { } type, Collation: null } && type is not { Schema: null, Name: "name" } && (type.Schema is null || (types.Base(type) is { } plain && !TypeFacts.IsCollatable(plain)));

    // The value is made what the comparison takes (manual, 9.18.3).
    private Inferred NullIf(Inferred value, Inferred other)
    {
        if (value.Type is not { } type || other.IsUnknown || types.Base(type) is not { } plain)
        {
            return Inferred.Unknown;
        }

        if (TypeFacts.AreSame(plain, type) && (other.IsLiteral || IsComparable(plain, other.Type!)))
        {
            return TypeFacts.IsBuiltin(plain, "character varying") ? Inferred.From(DataType.Simple("text"), [value]) : value;
        }

        return TypeFacts.IsInteger(type) && TypeFacts.IsBuiltin(other.Type, "numeric") ? Inferred.Of("numeric") : Inferred.Unknown;
    }

    // Without being made the other's type.
    private static bool IsComparable(DataType value, DataType other) =>
        TypeFacts.AreSame(value, other)
        || (TypeFacts.IsMoment(value) && TypeFacts.IsMoment(other))
        || (TypeFacts.IsInteger(other) && TypeFacts.IsNumber(value))
        || (TypeFacts.NumberRank(value) >= 4 && TypeFacts.NumberRank(other) >= 4);

    private Inferred OfItems(ArrayValue array, List<Inferred> items)
    {
        if (items.Count == 0 || CommonType.Of(types, items) is not { Type: { } type } common || (type.ArrayDimensions > 0 && !array.Items.All(static item => item is ArrayValue)) || (type.Schema is not null && !types.IsEnum(type)))
        {
            return Inferred.Unknown;
        }

        return common with { Type = type.ArrayDimensions > 0 ? TypeFacts.Plain(type) : TypeFacts.ArrayOf(type) };
    }

    // However many stand behind a value, they are one; a slice among them makes all of them slices.
    private static Inferred Subscript(SubscriptValue subscript, Func<QueryValue, Inferred> typeOf)
    {
        var (array, isSlice) = (subscript.Array, subscript.IsSlice);

        while (array is SubscriptValue inner)
        {
            (array, isSlice) = (inner.Array, isSlice || inner.IsSlice);
        }

        var whole = typeOf(array);

        return whole.Type switch
        {
            { ArrayDimensions: > 0 } type => isSlice ? whole : whole with { Type = type with { ArrayDimensions = 0 } },
            _ when TypeFacts.IsBuiltin(whole.Type, "jsonb") => Inferred.Of("jsonb"),
            _ => Inferred.Unknown,
        };
    }

    private Inferred Subquery(SubqueryValue subquery, CommonTables? common, QueryScope scope)
    {
        if (queries.ColumnsOf(subquery.Query, common, scope) is not [{ Value: { Type: { } type } value }])
        {
            return Inferred.Unknown;
        }

        return !subquery.IsArray ? value : type.ArrayDimensions > 0 ? value with { Type = TypeFacts.Plain(type) } : type.Schema is null || types.IsEnum(type) ? value with { Type = TypeFacts.ArrayOf(type) } : Inferred.Unknown;
    }
}
