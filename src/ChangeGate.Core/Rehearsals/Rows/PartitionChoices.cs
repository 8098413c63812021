using ChangeGate.Rehearsals.Rows.Conditions;
using ChangeGate.Rehearsals.Rows.Values;
using ChangeGate.Schemas;

namespace ChangeGate.Rehearsals.Rows;

/// <summary>Values of the partition key that some partition takes.</summary>
internal sealed class PartitionChoices(SchemaSnapshot schema, TablePlan plan, List<ValueSource?> sources)
{
    private const int MostInOne = 16;

    /// <summary>null where the key is left to its columns: by hash, by an expression, or everything goes to a default.</summary>
    public Slot? Slot()
    {
        var choices = Of(plan.Table).Where(choice => choice.Count > 0).ToList();
        var columns = choices.SelectMany(choice => choice.Keys).Distinct().Order().ToList();
        var complete = choices.Where(choice => choice.Count == columns.Count).ToList();

        return complete.Count == 0 ? null : new PartitionSlot(columns, complete);
    }

    private IEnumerable<Dictionary<int, Cell>> Of(Table table)
    {
        var words = ConditionTokens.Of(table.PartitionBy ?? "");

        if (words is not [var kind, ..])
        {
            yield break;
        }

        var columns = words.Skip(1).Where(token => token.Kind is TokenKind.Word or TokenKind.QuotedName).Select(token => plan.Place(token.Text)).ToList();

        foreach (var partition in schema.Tables.Where(one => one.PartitionOf == table.Id.Name).OrderBy(one => one.Id.ToString(), StringComparer.Ordinal))
        {
            var own = columns.Contains(null) ? [[]] : Taken(kind, [.. columns.OfType<int>()], partition.PartitionBound ?? "").ToList();
            var inner = partition.PartitionBy is null ? [[]] : Of(partition).ToList();

            foreach (var choice in own.SelectMany(_ => inner, (left, right) => (Left: left, Right: right)))
            {
                var both = new Dictionary<int, Cell>(choice.Left);

                foreach (var (column, value) in choice.Right)
                {
                    both[column] = value;
                }

                yield return both;
            }
        }
    }

    private IEnumerable<Dictionary<int, Cell>> Taken(ConditionToken kind, List<int> columns, string bound)
    {
        var lists = Lists(bound);

        return kind.Is("list") && lists is [var items] ? items.Select(item => Cell(columns[0], item)).OfType<Cell>().Select(cell => new Dictionary<int, Cell> { [columns[0]] = cell })
            : kind.Is("range") && lists is [var from, var to] && from.Count == columns.Count && to.Count == columns.Count ? Within(columns, from, to)
            : [[]];
    }

    private IEnumerable<Dictionary<int, Cell>> Within(List<int> columns, List<object?> from, List<object?> to)
    {
        for (var step = 0; step < MostInOne; step++)
        {
            var choice = new Dictionary<int, Cell>();

            foreach (var (at, column) in columns.Index())
            {
                var value = at < columns.Count - 1 ? from[at] : Between(column, from[at], to[at], step);

                if (value is not null && Cell(column, value) is { } cell)
                {
                    choice[column] = cell;
                }
            }

            yield return choice;
        }
    }

    private object? Between(int column, object? from, object? to, int step) => (Known(column, from), Known(column, to)) switch
    {
        (DateTime low, DateTime high) => low.AddTicks((high - low).Ticks / MostInOne * step),
        (DateTime low, _) => low.AddDays(step),
        (_, DateTime high) => high.AddDays(-1 - step),
        (decimal low, decimal high) => Math.Min(low + step, high - 1),
        (decimal low, _) => low + step,
        (_, decimal high) => high - 1 - step,
        (string low, _) => low,
        _ => null,
    };

    private object? Known(int column, object? value) =>
        value is string text && sources[column] is { IsText: false } ? ConditionFunctions.Moment(text) is { } moment ? moment : decimal.TryParse(text, out var number) ? number : text : value;

    private Cell? Cell(int column, object? value) => value is null ? null : sources[column]?.From(Known(column, value) ?? value);

    // The values in each pair of parentheses; null for MINVALUE and MAXVALUE.
    private static List<List<object?>> Lists(string bound)
    {
        var lists = new List<List<object?>>();
        var isNegative = false;

        foreach (var token in ConditionTokens.Of(bound) ?? [])
        {
            switch (token.Kind)
            {
                case TokenKind.Symbol when token.Text == "(":
                    lists.Add([]);
                    break;
                case TokenKind.Symbol when token.Text == "-":
                    isNegative = true;
                    break;
                case TokenKind.Text when lists.Count > 0:
                    lists[^1].Add(token.Text);
                    break;
                case TokenKind.Number when lists.Count > 0 && decimal.TryParse(token.Text, out var number):
                    lists[^1].Add(isNegative ? -number : number);
                    isNegative = false;
                    break;
                case TokenKind.Word when lists.Count > 0 && (token.Is("minvalue") || token.Is("maxvalue")):
                    lists[^1].Add(null);
                    break;
                case TokenKind.Word when lists.Count > 0 && (token.Is("true") || token.Is("false")):
                    lists[^1].Add(token.Is("true"));
                    break;
            }
        }

        return lists;
    }
}
