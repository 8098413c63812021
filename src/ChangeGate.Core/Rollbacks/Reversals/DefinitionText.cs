using System.Text.RegularExpressions;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>
/// A definition as it was written, made to say today's name with its schema: the object may have been renamed since, and the search path of
/// the reverse is not that of the day.
/// </summary>
internal static partial class DefinitionText
{
    private const string Anew = "CREATE OR REPLACE ";

    private const string MaterializedAnew = "CREATE MATERIALIZED VIEW IF NOT EXISTS ";

    public static string Of(SchemaObject value, DdlWriter write) => value switch
    {
        View view => View().Replace(view.Definition, match => Named(match, write.Name(value.Id.Name)), 1),
        Function function => Function().Replace(function.Definition, match => Named(match, write.Name(value.Id.Name)), 1),
        Trigger trigger => trigger.Definition,
        RowPolicy policy => policy.Definition,
        _ => throw new ArgumentException($"{value.GetType().Name} has no text of its own.", nameof(value)),
    };

    /// <summary>The same, over whatever is there already under that name.</summary>
    public static IEnumerable<string> Replacing(SchemaObject value, DdlWriter write)
    {
        var text = Of(value, write);

        if (value is RowPolicy)
        {
            return [write.Drop(value.Id, ifExists: true), text];
        }

        return value is View { Materialized: true }
            ? [MaterializedView().Replace(text, MaterializedAnew, 1)]
            : [Create().Replace(text, Anew, 1)];
    }

    /// <summary>Its query says <c>*</c> somewhere: PostgreSQL wrote columns for that when the view was made, and which they were its text does not tell. More may be taken for it.</summary>
    public static bool TakesAllColumns(View view) => Star().IsMatch(view.Query);

    /// <summary>What creates it, up to its name.</summary>
    public static string Head(View view, bool replaces, DdlWriter write) => (view.Materialized, replaces) switch
    {
        (true, true) => $"{MaterializedAnew}{write.Name(view.Id.Name)}",
        (true, false) => $"CREATE MATERIALIZED VIEW {write.Name(view.Id.Name)}",
        (false, true) => $"{Anew}VIEW {write.Name(view.Id.Name)}",
        _ => $"CREATE VIEW {write.Name(view.Id.Name)}",
    };

    private static string Named(Match match, string name) => match.Groups["head"].Value + name;

    [GeneratedRegex("""^(?<head>\s*CREATE\s+(OR\s+REPLACE\s+)?(TEMP(ORARY)?\s+)?(RECURSIVE\s+)?(MATERIALIZED\s+)?VIEW\s+(IF\s+NOT\s+EXISTS\s+)?)(("([^"]|"")+"|`[^`]+`|\[[^\]]+\]|[\w$]+)\s*\.\s*)?("([^"]|"")+"|`[^`]+`|\[[^\]]+\]|[\w$]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex View();

    [GeneratedRegex("""^(?<head>\s*CREATE\s+(OR\s+REPLACE\s+)?(FUNCTION|PROCEDURE)\s+)(("([^"]|"")+"|[\w$]+)\s*\.\s*)?("([^"]|"")+"|[\w$]+)""", RegexOptions.IgnoreCase)]
    private static partial Regex Function();

    [GeneratedRegex(@"(\bSELECT(\s+(ALL|DISTINCT))?|,|\.|\))\s*\*", RegexOptions.IgnoreCase)]
    private static partial Regex Star();

    [GeneratedRegex(@"^\s*CREATE\s+MATERIALIZED\s+VIEW\s+(IF\s+NOT\s+EXISTS\s+)?", RegexOptions.IgnoreCase)]
    private static partial Regex MaterializedView();

    [GeneratedRegex(@"^\s*CREATE\s+(OR\s+REPLACE\s+)?", RegexOptions.IgnoreCase)]
    private static partial Regex Create();
}
