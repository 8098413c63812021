using ChangeGate.Rehearsals.Rows.Conditions;

namespace ChangeGate.Rehearsals.Rows;

/// <summary>Chooses the rows of one table: begins with what each column would like, and changes what keys and checks do not allow.</summary>
internal sealed class TableFill
{
    private const int MostTries = 600;

    private const int MostDoubtful = 2;

    private const int MostInPairs = 10;

    private readonly TablePlan _plan;
    private readonly RowOptions _options;
    private readonly Evaluation _evaluation;
    private readonly List<Part> _parts;
    private readonly int[] _all;

    // Only what a slot has a part in can be other than it was; all, where others fill its columns too, or look at them.
    private readonly List<int[]> _partsOf;
    private Cell?[] _row = [];
    private int _tries;

    public TableFill(TablePlan plan, RowOptions options)
    {
        _plan = plan;
        _options = options;
        _evaluation = new Evaluation(name => plan.ValueOf(name, _row, _evaluation!)); // set before anything is evaluated

        // Asked again with every try.
        _parts =
        [
            .. plan.Slots.Select((slot, at) => new Part(plan.SlotsOf(slot.Columns), (cells, choices, _) => slot.Fill(cells, choices[at]) ? 0 : 1)),
            .. plan.Checks.Select(check => new Part(plan.SlotsOf(check.Columns), (_, _, most) => _evaluation.DistanceOf(check.Condition, most))),
            .. plan.Keys.Select(key => new Part(plan.SlotsOf(key.Columns), (cells, _, _) => key.IsTaken(cells, _evaluation) ? 1 : 0)),
        ];
        _all = [.. Enumerable.Range(0, _parts.Count)];
        var uses = Uses(plan);
        _partsOf = [.. plan.Slots.Select((slot, at) => slot.Columns.All(column => uses[column] == 1) ? PartsOf(at) : _all)];
    }

    public void Fill(int rows)
    {
        var last = new long[_plan.Slots.Count];
        var doubtful = new List<Cell?[]>();

        for (var row = 0; row < rows; row++)
        {
            var choices = Begin(row, last);
            _tries = 0;

            var state = Solve(choices, row);

            if (state.Distance > 0)
            {
                doubtful.Add(state.Cells);
                continue;
            }

            _plan.Instead.Add(PlainOf(choices, row));
            Take(state.Cells);
            last = choices;
        }

        // Keys or checks leave no room, or were misread: the engine decides.
        if (_plan.Rows.Count == 0)
        {
            _plan.Rows.AddRange(doubtful.Take(MostDoubtful));
        }
    }

    // Keys and references stay: others may refer to them. Asked before the row itself is taken.
    private Cell?[]? PlainOf(long[] choices, int row)
    {
        var plain = Look([.. _plan.Slots.Select((slot, at) => slot is ValueSlot { IsKey: false } values ? values.Plainest(row) : choices[at])]);

        return plain.Distance == 0 ? plain.Cells : null;
    }

    private void Take(Cell?[] cells)
    {
        _row = cells;

        foreach (var key in _plan.Keys)
        {
            key.Take(cells, _evaluation);
        }

        _plan.Rows.Add(cells);
    }

    // Every fourth row repeats the one before it wherever it may, so that a new UNIQUE has something to find.
    private long[] Begin(int row, long[] last) =>
        [.. _plan.Slots.Select((slot, at) => row % 4 == 3 && !slot.IsKey && !_options.IsPlain ? last[at] : slot.Start(row))];

    private State Solve(long[] choices, int row)
    {
        var state = Look(choices);

        while (state.Distance > 0 && _tries < MostTries && Better(choices, row, state) is { } better)
        {
            state = better;
        }

        return state;
    }

    private State? Better(long[] choices, int row, State state)
    {
        foreach (var wrong in _parts.Where((_, part) => state.Distances[part] > 0))
        {
            var slots = wrong.Slots.OrderBy(slot => _plan.Slots[slot] is ReferenceSlot ? 1 : 0).ToList();

            foreach (var slot in slots)
            {
                if (Vary(choices, row, slot, int.MaxValue, state.Distance, state) is { } better)
                {
                    return better;
                }
            }

            if (InPairs(choices, row, slots, state.Distance) is { } both)
            {
                return both;
            }
        }

        return null;
    }

    private State? InPairs(long[] choices, int row, List<int> slots, int distance)
    {
        for (var first = 0; first < slots.Count; first++)
        {
            var before = choices[slots[first]];

            foreach (var choice in _plan.Slots[slots[first]].Candidates(row).Take(MostInPairs))
            {
                choices[slots[first]] = choice;

                for (var second = first + 1; second < slots.Count; second++)
                {
                    if (Vary(choices, row, slots[second], MostInPairs, distance) is { } better)
                    {
                        return better;
                    }
                }
            }

            choices[slots[first]] = before;
        }

        return null;
    }

    /// <param name="choices">One for each slot.</param>
    /// <param name="row">Its number.</param>
    /// <param name="slot">Which of them is changed.</param>
    /// <param name="most">So many others.</param>
    /// <param name="distance">To be closer than.</param>
    /// <param name="from">What the choices come to before; null where nobody has looked.</param>
    private State? Vary(long[] choices, int row, int slot, int most, int distance, State? from = null)
    {
        var before = choices[slot];

        foreach (var choice in _plan.Slots[slot].Candidates(row).Take(most))
        {
            if (_tries > MostTries)
            {
                break;
            }

            choices[slot] = choice;
            var state = from is null ? Look(choices, distance) : Look(choices, distance, from, slot);

            if (state.Distance < distance)
            {
                return state;
            }
        }

        choices[slot] = before;
        return null;
    }

    private State Look(long[] choices, int most = int.MaxValue) => Look(choices, new State(new Cell?[_plan.Width], new int[_parts.Count], 0), _all, most);

    private State Look(long[] choices, int most, State from, int slot)
    {
        var parts = _partsOf[slot];

        if (ReferenceEquals(parts, _all))
        {
            return Look(choices, most);
        }

        var cells = from.Cells.ToArray();

        foreach (var column in _plan.Slots[slot].Columns)
        {
            cells[column] = null;
        }

        return Look(choices, new State(cells, [.. from.Distances], from.Distance - parts.Sum(part => from.Distances[part])), parts, most);
    }

    /// <param name="choices">One for each slot.</param>
    /// <param name="state">As far as it is known.</param>
    /// <param name="parts">To be looked at.</param>
    /// <param name="most">Whoever is as far from right as this is of no use, and need not be looked at to the end.</param>
    private State Look(long[] choices, State state, int[] parts, int most)
    {
        _tries++;
        _row = state.Cells;

        foreach (var part in parts)
        {
            if (state.Distance >= most)
            {
                break;
            }

            state.Add(part, _parts[part].DistanceOf(state.Cells, choices, most - state.Distance));
        }

        return state;
    }

    // How many slots fill a column, or look at it.
    private static int[] Uses(TablePlan plan)
    {
        var uses = new int[plan.Width];

        foreach (var column in plan.Slots.SelectMany(static slot => slot.Columns.Concat(slot.Reads)))
        {
            uses[column]++;
        }

        return uses;
    }

    private int[] PartsOf(int slot) => [slot, .. Enumerable.Range(_plan.Slots.Count, _parts.Count - _plan.Slots.Count).Where(part => _parts[part].Slots.Contains(slot))];

    /// <summary>What can be wrong with a row.</summary>
    /// <param name="Slots">Which could mend it.</param>
    /// <param name="DistanceOf">Of cells, by choices, up to a distance that is of no use; 0 where it is right.</param>
    private sealed record Part(int[] Slots, Func<Cell?[], long[], int, int> DistanceOf);

    private sealed class State(Cell?[] cells, int[] distances, int distance)
    {
        public Cell?[] Cells { get; } = cells;

        /// <summary>Of each part; those behind one that was too much are 0.</summary>
        public int[] Distances { get; } = distances;

        /// <summary>0 for a row that is right.</summary>
        public int Distance { get; private set; } = distance;

        public void Add(int part, int distance)
        {
            Distances[part] = distance;
            Distance += distance;
        }
    }
}
