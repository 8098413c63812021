using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>The team's triggers must not fire while rows are put back: they fired when the rows were written first.</summary>
internal static partial class TriggerGuard
{
    public static void Run(Undoing undo, Table table, IEnumerable<string> statements)
    {
        var triggers = Of(undo, table.Id.Name).ToList();

        undo.Run(triggers.Select(trigger => Off(undo, trigger)));
        undo.Run(statements);

        // A deferred check that is still waiting would forbid every ALTER TABLE that follows.
        if (!undo.IsSqlite && HasDeferred(undo, table))
        {
            undo.Run("SET CONSTRAINTS ALL IMMEDIATE");
        }

        undo.Run(triggers.Select(trigger => On(undo, trigger)));
    }

    /// <summary>What a trigger wrote elsewhere is beyond what the text of the migration says.</summary>
    public static void Warn(Undoing undo, ObjectName table, string verb, EquatableList<string> columns = default)
    {
        if (Fires(undo, table, "AFTER", verb, columns))
        {
            undo.Lose($"Triggers of `{table}` fire on {verb}: what they write to other tables is not taken back.");
        }
    }

    /// <param name="undo">The step.</param>
    /// <param name="table">Where it writes.</param>
    /// <param name="time">BEFORE or AFTER.</param>
    /// <param name="verb">What it does there.</param>
    /// <param name="columns">What an UPDATE sets; empty where that is not known.</param>
    public static bool Fires(Undoing undo, ObjectName table, string time, string verb, EquatableList<string> columns = default) => Of(undo, table).Any(trigger =>
    {
        var head = Head().Match(trigger.Definition).Value;
        var of = OfColumns().Match(head);
        var isMeant = verb != "UPDATE" || columns.Count == 0 || !of.Success || columns.Any(column => IdentifierText.Mentions(of.Value, column, undo.Write.Dialect));

        return head.Contains(time, StringComparison.OrdinalIgnoreCase) && head.Contains(verb, StringComparison.OrdinalIgnoreCase) && isMeant;
    });

    private static IEnumerable<Trigger> Of(Undoing undo, ObjectName table) => undo.Before
        .Referrers(ObjectId.Table(table))
        .OfType<Trigger>()
        .Where(trigger => trigger.Enabled && trigger.Id.Name == table)
        .OrderBy(trigger => trigger.Id, ObjectIdOrder.Instance);

    private static string Off(Undoing undo, Trigger trigger) => undo.IsSqlite
        ? $"DROP TRIGGER {undo.Write.Name(trigger.Id.Part!)}"
        : $"ALTER TABLE {undo.Write.Name(trigger.Id.Name)} DISABLE TRIGGER {undo.Write.Name(trigger.Id.Part!)}";

    private static string On(Undoing undo, Trigger trigger) => undo.IsSqlite
        ? trigger.Definition
        : $"ALTER TABLE {undo.Write.Name(trigger.Id.Name)} ENABLE TRIGGER {undo.Write.Name(trigger.Id.Part!)}";

    private static bool HasDeferred(Undoing undo, Table table) => undo.Before
        .Referrers(table.Id)
        .OfType<Table>()
        .Append(table)
        .Any(one => one.Constraints.Any(constraint => constraint.InitiallyDeferred));

    [GeneratedRegex(@"\bUPDATE\s+OF\b.*?(?=\bON\b|\bOR\b)", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex OfColumns();

    [GeneratedRegex(@"^.*?\bON\b", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex Head();
}
