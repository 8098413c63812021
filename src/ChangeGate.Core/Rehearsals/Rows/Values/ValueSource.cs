namespace ChangeGate.Rehearsals.Rows.Values;

/// <summary>The values that a type has: those at its edges, as many ordinary ones as are wanted, and the ones that a condition asks for.</summary>
internal sealed record ValueSource
{
    /// <summary>Edges and oddities, without NULL.</summary>
    public required IReadOnlyList<Cell> Edges { get; init; }

    /// <summary>Another one for each number, as far as the type has so many.</summary>
    public required Func<long, Cell> Ordinary { get; init; }

    /// <summary>The value as this type writes it; null where the type has no such value.</summary>
    public Func<object, Cell?> From { get; init; } = static _ => null;

    /// <summary>It holds text, so that patterns and lengths mean something.</summary>
    public bool IsText { get; init; }

    public static ValueSource OneOf(IReadOnlyList<Cell> values) => new()
    {
        Edges = values,
        Ordinary = number => values.Count == 0 ? Cell.Null : values[(int)(number % values.Count)],
        From = wanted => values.FirstOrDefault(value => Equals(value.Value, wanted)),
    };
}
