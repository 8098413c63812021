using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Rehearsals.Rows.Conditions;

namespace ChangeGate.Rehearsals.Rows;

/// <summary>The default of a column as a value of a row, where it is the same for each.</summary>
internal static partial class ConstantDefault
{
    /// <summary>null where there is none, or it is computed.</summary>
    public static Cell? Of(ColumnDefinition column) =>
        column is { Default: { } text, Identity: IdentityKind.None } && Constant().IsMatch(text) ? new Cell(text, Unknown.Value) : null;

    // A literal, in PostgreSQL with its type.
    [GeneratedRegex(@"^\(?(-?[0-9]+(\.[0-9]+)?|'([^']|'')*'|true|false)\)?(::[a-z0-9_."" \[\]()]+)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Constant();
}
