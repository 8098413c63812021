using ChangeGate.Rehearsals.Rows.Values;

namespace ChangeGate.Rehearsals.Rows;

/// <summary>Columns of a row that are chosen together. A choice is a number; the same number gives the same values.</summary>
internal abstract class Slot(IReadOnlyList<int> columns)
{
    public IReadOnlyList<int> Columns { get; } = columns;

    /// <summary>Other columns of the row on which it depends what it gets.</summary>
    public virtual IReadOnlyList<int> Reads => [];

    /// <summary>Its values are keys: a row must not repeat those of another.</summary>
    public bool IsKey { get; set; }

    /// <summary>See <see cref="RowOptions.IsPlain"/>.</summary>
    public bool IsPlain { get; init; }

    /// <summary>What a row gets if nothing speaks against it.</summary>
    public abstract long Start(int row);

    /// <summary>What else it may get, the most promising first.</summary>
    public abstract IEnumerable<long> Candidates(int row);

    /// <summary>False where the choice does not go with what other slots chose.</summary>
    /// <param name="row">null where no slot was yet.</param>
    public abstract bool Fill(Cell?[] row, long choice);
}

/// <summary>One column with values of its own.</summary>
internal sealed class ValueSlot : Slot
{
    private const int Plain = 2;

    private const int Turn = 5;

    private const int Telling = 2;

    private readonly List<Cell> _pool;
    private readonly ValueSource _source;
    private readonly int _hints;
    private readonly int _nulls;
    private readonly int _rows;
    private readonly int _offset;

    /// <param name="column">Its place.</param>
    /// <param name="source">Its values.</param>
    /// <param name="hints">What conditions ask for; with NULL where the column takes it.</param>
    /// <param name="shape">How many rows, and where among the edges to begin.</param>
    public ValueSlot(int column, ValueSource source, (IReadOnlyList<Cell> Cells, bool IsNullable) hints, (int Rows, ulong Noise) shape)
        : base([column])
    {
        _source = source;
        _hints = hints.Cells.Count;
        _nulls = hints.IsNullable ? 1 : 0;
        _pool = [.. hints.Cells, .. hints.IsNullable ? [Cell.Null] : Array.Empty<Cell>(), .. source.Edges];
        _rows = shape.Rows;
        _offset = (int)(shape.Noise % 1009);
    }

    private int Edges => _pool.Count - _hints - _nulls;

    // The first rows are plain, so that some stand whatever a condition that could not be read says.
    public override long Start(int row)
    {
        if (IsPlain || row < Plain || (IsKey && row % 2 == 1))
        {
            return Ordinary(row);
        }

        var isNull = _nulls > 0 && row == NullRow;
        var edge = EdgesBefore(row) - (_nulls > 0 && row > NullRow ? 1 : 0);

        return isNull ? _hints : Edges == 0 || IsOrdinary(row) ? Ordinary(row) : _hints + _nulls + Edge(edge);
    }

    // The first edges of a type are the most telling: they are among the first few, but not in the same row of every column.
    private int Edge(int number)
    {
        var turn = (_offset + number) % Turn;

        return Edges <= Turn ? (_offset + number) % Edges
            : number < Turn && turn < Telling ? turn
            : Telling + (((_offset / Turn) + number) % (Edges - Telling));
    }

    private int NullRow => Plain + (2 * (_offset % 2));

    // Of four rows the last repeats the one before it, and in every second four the third is ordinary: all edges have their turn.
    private bool IsOrdinary(int row) => IsKey ? row / 2 > Edges + _nulls : row / 4 % 2 == 1 && row % 4 == 2;

    private int EdgesBefore(int row) => IsKey ? (row - Plain) / 2 : (row / 4 * 3) - (row / 8) + (row % 4) - Plain;

    public override IEnumerable<long> Candidates(int row)
    {
        for (var hint = 0; hint < _hints; hint++)
        {
            yield return (hint + row) % _hints;
        }

        for (var turn = 0; turn < 3; turn++)
        {
            yield return Ordinary(row + (turn * _rows));
        }

        for (var edge = _hints; edge < _pool.Count; edge++)
        {
            yield return edge;
        }
    }

    public override bool Fill(Cell?[] row, long choice)
    {
        row[Columns[0]] = choice < _pool.Count ? _pool[(int)choice] : _source.Ordinary(choice - _pool.Count);
        return true;
    }

    /// <summary>What a plain row has here.</summary>
    public long Plainest(int row) => Ordinary(row);

    private long Ordinary(long number) => _pool.Count + number;
}
