using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding.Typing;

/// <summary>The one type of several values: UNION, CASE, COALESCE, ARRAY, VALUES, JOIN USING (manual, 10.5).</summary>
internal static class CommonType
{
    public static Inferred Of(SchemaTypes types, IReadOnlyList<Inferred> values)
    {
        var known = values.Where(static value => !value.IsLiteral).ToList();

        if (known.Exists(static value => value.IsUnknown))
        {
            return Inferred.Unknown;
        }

        if (known.Count == 0)
        {
            return Inferred.Of("text");
        }

        var collation = known[0].Collation;

        if (known.Exists(value => value.Collation != collation))
        {
            return Inferred.Unknown;
        }

        var first = known[0].Type!; // not unknown, see above

        if (known.TrueForAll(value => TypeFacts.AreSame(value.Type!, first)))
        {
            var keepsModifiers = known.Count == values.Count && known.TrueForAll(value => value.Type == first);
            return new Inferred(keepsModifiers ? first : TypeFacts.Plain(first), collation);
        }

        var widest = known.Select(value => types.Base(value.Type!)).Aggregate((DataType? one, DataType? other) => one is null || other is null ? null : TypeFacts.Wider(one, other));

        return widest is null ? Inferred.Unknown : Inferred.From(TypeFacts.Plain(widest), known);
    }
}
