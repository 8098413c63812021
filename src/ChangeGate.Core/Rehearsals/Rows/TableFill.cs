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
    private readonly List<(RowCheck Check, int[] Slots)> _checks;
    private readonly List<(UniqueKey Key, int[] Slots)> _keys;
    private readonly List<int[]> _besides;
    private Cell?[] _row = [];
    private int _tries;

    public TableFill(TablePlan plan, RowOptions options)
    {
        _plan = plan;
        _options = options;
        _evaluation = new Evaluation(name => plan.ValueOf(name, _row, _evaluation!)); // set before anything is evaluated

        // Asked again with every try.
        _checks = [.. plan.Checks.Select(check => (check, plan.SlotsOf(check.Columns)))];
        _keys = [.. plan.Keys.Select(key => (key, plan.SlotsOf(key.Columns)))];
        _besides = [.. plan.Slots.Select(slot => plan.SlotsOf(slot.Columns))];
    }

    public void Fill()
    {
        var last = new long[_plan.Slots.Count];
        var doubtful = new List<Cell?[]>();

        for (var row = 0; row < _options.Rows; row++)
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
        foreach (var wrong in state.Wrong)
        {
            var slots = wrong.OrderBy(slot => _plan.Slots[slot] is ReferenceSlot ? 1 : 0).ToList();

            foreach (var slot in slots)
            {
                if (Vary(choices, row, slot, int.MaxValue, state.Distance) is { } better)
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

    private State? Vary(long[] choices, int row, int slot, int most, int distance)
    {
        var before = choices[slot];

        foreach (var choice in _plan.Slots[slot].Candidates(row).Take(most))
        {
            if (_tries > MostTries)
            {
                break;
            }

            choices[slot] = choice;
            var state = Look(choices, distance);

            if (state.Distance < distance)
            {
                return state;
            }
        }

        choices[slot] = before;
        return null;
    }

    /// <param name="choices">One for each slot.</param>
    /// <param name="most">Whoever is as far from right as this is of no use, and need not be looked at to the end.</param>
    private State Look(long[] choices, int most = int.MaxValue)
    {
        _tries++;
        var cells = new Cell?[_plan.Width];
        _row = cells;
        var state = new State(cells);

        for (var at = 0; at < choices.Length; at++)
        {
            if (!_plan.Slots[at].Fill(cells, choices[at]))
            {
                state.Add(_besides[at], 1);
            }
        }

        foreach (var (check, slots) in _checks)
        {
            if (state.Distance >= most)
            {
                return state;
            }

            if (_evaluation.DistanceOf(check.Condition, most - state.Distance) is > 0 and var distance)
            {
                state.Add(slots, distance);
            }
        }

        foreach (var (key, slots) in _keys)
        {
            if (state.Distance < most && key.IsTaken(cells, _evaluation))
            {
                state.Add(slots, 1);
            }
        }

        return state;
    }

    private sealed class State(Cell?[] cells)
    {
        public Cell?[] Cells { get; } = cells;

        /// <summary>For each thing that is wrong the slots that could mend it.</summary>
        public List<int[]> Wrong { get; } = [];

        /// <summary>0 for a row that is right.</summary>
        public int Distance { get; private set; }

        public void Add(int[] slots, int distance)
        {
            Wrong.Add(slots);
            Distance += distance;
        }
    }
}
