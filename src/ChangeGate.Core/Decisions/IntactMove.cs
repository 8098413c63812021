using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Decisions;

/// <summary>
/// Whether rows that were seen to arrive elsewhere would arrive whatever they are: nothing in the script picks, computes or cuts them. Made-up rows cannot
/// show what they do not meet.
/// </summary>
internal sealed partial class IntactMove(Assessment read)
{
    // What carries values over as they are.
    private static readonly HashSet<string> Carriers = new(StringComparer.OrdinalIgnoreCase)
    {
        "values", "format", "quote_ident", "quote_literal", "to_json", "to_jsonb", "row_to_json", "row", "json_build_object", "jsonb_build_object", "jsonb_populate_record", "json_populate_record", "execute", "json_object",
    };

    // A list of columns follows the name of a table, an index or a constraint.
    private static readonly HashSet<string> BeforeNames = new(StringComparer.OrdinalIgnoreCase) { "into", "table", "exists", "references", "index", "on", "view", "as", "function", "procedure", "only" };

    private static readonly HashSet<string> NotCalls = new(StringComparer.OrdinalIgnoreCase) { "key", "unique", "primary", "in", "as", "on", "loop", "returning", "varchar", "char", "numeric", "decimal", "character", "varying", "timestamp", "timestamptz", "time", "bit", "references" };

    public bool Moved(ObjectName table, string text) =>
        !Occasion.Conditions().IsMatch(text)
        && !Computes().IsMatch(text)
        && Called().Matches(text).All(static match => BeforeNames.Contains(match.Groups["before"].Value) || Carriers.Contains(match.Groups["name"].Value) || NotCalls.Contains(match.Groups["name"].Value))
        && read.Before.Find<Table>(ObjectId.Table(table)) is { } moved
        && NewColumns().All(column => Takes(column, moved));

    private IEnumerable<ColumnDefinition> NewColumns() => read.After.Tables.SelectMany(table => table.Columns.Where(column => read.Before.Find<Table>(table.Id)?.Column(column.Name)?.Type != column.Type));

    // What is as wide as what it takes, or as text.
    private static bool Takes(ColumnDefinition column, Table moved) => column.Type.ToString() is "text" or "json" or "jsonb" or "TEXT" or "bigint" || moved.Columns.Any(other => other.Type == column.Type);

    [GeneratedRegex(@"\b(update|delete|merge|replace|truncate|cast|convert)\b|::|\|\|", RegexOptions.IgnoreCase)]
    private static partial Regex Computes();

    [GeneratedRegex(@"(?:(?<before>\w+)\s+)?(?:[\w""]+\.)?""?(?<name>\w+)""?\s*\(")]
    private static partial Regex Called();
}
