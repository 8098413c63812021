using ChangeGate.Changes;

namespace ChangeGate.Schemas.Folding.Typing;

/// <summary>The type of a value, as far as it is certain.</summary>
/// <param name="Type">null where it is not.</param>
/// <param name="Collation">null for the type's own.</param>
internal sealed record Inferred(DataType? Type, string? Collation = null)
{
    public static readonly Inferred Unknown = new((DataType?)null);

    /// <summary>A string in quotes or NULL, which takes the type that is asked for.</summary>
    public static readonly Inferred Literal = new((DataType?)null);

    public bool IsLiteral => ReferenceEquals(this, Literal);

    public bool IsUnknown => Type is null && !IsLiteral;

    /// <summary>What becomes of a literal that nothing asks for a type (manual, 10.6).</summary>
    public Inferred Settled => IsLiteral ? Of("text") : this;

    public static Inferred Of(string type) => new(DataType.Simple(type));

    /// <summary>Of a type without modifiers, computed from these: its collation is theirs, which is only certain where they have none of their own.</summary>
    public static Inferred From(DataType? type, IEnumerable<Inferred> inputs) =>
        type is null || (TypeFacts.IsCollatable(type) && inputs.Any(static input => input.IsUnknown || input.MayHaveCollation)) ? Unknown : new Inferred(type);

    private bool MayHaveCollation => Collation is not null || (Type is not null && (Type.Schema is not null || Type.Name == "name"));
}

/// <summary>A column that a query makes.</summary>
/// <param name="Name">null where it is not certain.</param>
internal sealed record InferredColumn(string? Name, Inferred Value);
