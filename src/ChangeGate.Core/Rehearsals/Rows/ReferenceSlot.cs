using ChangeGate.Rehearsals.Rows.Values;

namespace ChangeGate.Rehearsals.Rows;

/// <summary>The columns of a foreign key: what a row of the other table has, or NULL.</summary>
internal sealed class ReferenceSlot(IReadOnlyList<int> columns, ReferenceTarget target, IReadOnlyList<(bool IsNullable, ValueSource? Source)> own, ulong noise) : Slot(columns)
{
    // Parents are tried one after another; more would only take time.
    private const int MostTried = 40;

    private const long Nothing = -1;

    private const long Itself = -2;

    private readonly int _offset = (int)(noise % 1009);

    /// <summary>By how many rows it points elsewhere than its row, where all point at their own.</summary>
    public int Shift { get; init; }

    public override IReadOnlyList<int> Reads => target.IsSelf ? target.Columns : [];

    private bool IsNullable => own.Any(column => column.IsNullable);

    // Plain rows point at plain rows, which the engine is least likely to refuse; not every row of a tree hangs on one that it may.
    public override long Start(int row) =>
        IsNullable && (target.Rows.Count == 0 || (!IsPlain && row == 2 + (_offset % 3)) || (target.IsSelf && row % 3 == 0)) ? Nothing
        : target.IsSelf && target.Rows.Count == 0 ? Itself
        : row < 2 || IsPlain ? (row + Shift) % Math.Max(1, target.Rows.Count)
        : (row + _offset) % Math.Max(1, target.Rows.Count);

    public override IEnumerable<long> Candidates(int row)
    {
        for (var parent = 0; parent < Math.Min(target.Rows.Count, MostTried); parent++)
        {
            yield return (row + parent) % target.Rows.Count;
        }

        if (IsNullable)
        {
            yield return Nothing;
        }

        if (target.IsSelf)
        {
            yield return Itself;
        }
    }

    public override bool Fill(Cell?[] row, long choice) => choice switch
    {
        Nothing => FillNothing(row),
        Itself => FillFrom(row, row),
        _ => FillParent(row, (int)choice),
    };

    // From the chosen one on, the first that goes with what stands there already.
    private bool FillParent(Cell?[] row, int choice)
    {
        for (var turn = 0; turn < target.Rows.Count; turn++)
        {
            if (FillFrom(row, target.Rows[(choice + turn) % target.Rows.Count]))
            {
                return true;
            }
        }

        return FillAnything(row);
    }

    private bool FillFrom(Cell?[] row, Cell?[] parent)
    {
        for (var at = 0; at < Columns.Count; at++)
        {
            if (parent[target.Columns[at]] is not { IsNull: false } value || !Holds(own[at].Source, value) || (row[Columns[at]] is { } there && there.Key != value.Key))
            {
                return false;
            }
        }

        for (var at = 0; at < Columns.Count; at++)
        {
            row[Columns[at]] ??= parent[target.Columns[at]];
        }

        return true;
    }

    // The column may be narrower than the one it refers to, or not see spaces at the end.
    private static bool Holds(ValueSource? source, Cell value) => source is null || value.Value is not (decimal or string) || Equals(source.From(value.Value)?.Value, value.Value);

    private bool FillNothing(Cell?[] row)
    {
        var isNothing = false;

        for (var at = 0; at < Columns.Count; at++)
        {
            row[Columns[at]] ??= own[at].IsNullable ? Cell.Null : own[at].Source?.Ordinary(0);
            isNothing |= row[Columns[at]]?.IsNull == true;
        }

        return isNothing;
    }

    // Nothing it could point at is known: the engine may know better.
    private bool FillAnything(Cell?[] row)
    {
        for (var at = 0; at < Columns.Count; at++)
        {
            row[Columns[at]] ??= own[at].Source?.Ordinary(0) ?? Cell.Null;
        }

        return false;
    }
}

/// <param name="Rows">As they come: of the table itself only those before.</param>
/// <param name="Columns">The places of the columns that are referred to.</param>
internal sealed record ReferenceTarget(IReadOnlyList<Cell?[]> Rows, IReadOnlyList<int> Columns, bool IsSelf);
