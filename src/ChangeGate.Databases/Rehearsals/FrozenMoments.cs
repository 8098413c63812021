using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.RegularExpressions;
using ChangeGate.Schemas;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>
/// PostgreSQL writes <c>'now'::timestamp</c> into a view, a default or a check as the moment at which the statement ran (manual, 9.9.5), so that
/// two runs of one script lead to two schemas.
/// </summary>
internal static partial class FrozenMoments
{
    /// <summary>Whatever the time zone of the server is.</summary>
    private static readonly TimeSpan Lately = TimeSpan.FromDays(1);

    /// <param name="now">A moment is of this run, or of one just before it, when it is about as late.</param>
    public static bool AreIn(SchemaSnapshot schema, DateTimeOffset now) =>
        schema.Objects.Any(value => value is View or Table && !Equals(Masked(value, now), value));

    /// <summary>Every such moment is the same word.</summary>
    public static SchemaSnapshot Masked(SchemaSnapshot schema, DateTimeOffset now) =>
        schema.Objects.Where(static value => value is View or Table).Aggregate(schema, (masked, value) => masked.With(Masked(value, now)));

    private static SchemaObject Masked(SchemaObject value, DateTimeOffset now) => value switch
    {
        View view when Masked(view.Query, now) is var query && query != view.Query => view with { Query = query },
        Table table when table.Columns.Any(column => Masked(column.Default, now) != column.Default) || table.Constraints.Any(one => Masked(one.Expression, now) != one.Expression) => table with
        {
            Columns = [.. table.Columns.Select(column => column with { Default = Masked(column.Default, now) })],
            Constraints = [.. table.Constraints.Select(one => one with { Expression = Masked(one.Expression, now) })],
        },
        _ => value,
    };

    [return: NotNullIfNotNull(nameof(text))]
    private static string? Masked(string? text, DateTimeOffset now) => text is null ? null : Moment().Replace(text, found => IsLate(found.Groups["day"].Value, now) ? "'now'" : found.Value);

    private static bool IsLate(string day, DateTimeOffset now) =>
        DateTime.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && (now.UtcDateTime.Date - date).Duration() <= Lately;

    [GeneratedRegex(@"'(?<day>\d{4}-\d\d-\d\d) \d\d:\d\d:\d\d(\.\d+)?([+-]\d\d(:\d\d)*)?'")]
    private static partial Regex Moment();
}
