namespace ChangeGate.Rehearsals.Rows;

/// <summary>The columns of a partition key, as one of the partitions wants them.</summary>
internal sealed class PartitionSlot(IReadOnlyList<int> columns, IReadOnlyList<Dictionary<int, Cell>> choices) : Slot(columns)
{
    // Neighbours are mostly of the same partition.
    private const int Stride = 7;

    public override long Start(int row) => (long)row * Stride % choices.Count;

    public override IEnumerable<long> Candidates(int row) => Enumerable.Range(row, choices.Count).Select(choice => (long)choice % choices.Count);

    public override bool Fill(Cell?[] row, long choice)
    {
        foreach (var (column, cell) in choices[(int)choice])
        {
            row[column] = cell;
        }

        return true;
    }
}
