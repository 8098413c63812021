using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>A sequence back to its old options, owner and value.</summary>
internal static class SequenceReversal
{
    private static readonly (string Name, string Default)[] Options =
    [
        ("AS", "AS bigint"), ("INCREMENT", "INCREMENT 1"), ("MINVALUE", "NO MINVALUE"), ("MAXVALUE", "NO MAXVALUE"),
        ("START", "START 1"), ("CACHE", "CACHE 1"), ("CYCLE", "NO CYCLE"),
    ];

    public static void Alter(Undoing undo, Sequence before, Sequence after)
    {
        if (before.Options != after.Options)
        {
            var clauses = Options
                .Select(option => (Old: Find(before, option.Name) ?? option.Default, New: Find(after, option.Name) ?? option.Default))
                .Where(pair => pair.Old != pair.New)
                .Select(pair => pair.Old)
                .ToList();
            undo.Run(clauses.Count == 0 ? [] : [$"ALTER SEQUENCE {undo.Write.Name(before.Id.Name)} {string.Join(' ', clauses)}"]);
        }

        if (before.OwnedBy != after.OwnedBy)
        {
            undo.Run(undo.Write.OwnSequence(before.Id.Name, before.OwnedBy));
        }
    }

    public static void Restart(Undoing undo, AlterSequence alter)
    {
        var id = undo.Step.Before.Resolve(new ObjectId(ObjectKind.Sequence, alter.Sequence));

        if (undo.Before.Find<Sequence>(id) is { } sequence)
        {
            RowReversal.RestoreSequence(undo, sequence);
            undo.Note($"`{id}` goes back to where it stood: values that it gave out since are given out again.");
        }
        else if (!alter.IfExists)
        {
            undo.Refuse($"`{id}` is not known from the history, so its value cannot be kept.");
        }
    }

    private static string? Find(Sequence sequence, string name) => sequence.Options.FirstOrDefault(option =>
        option.Split(' ') is var words && (words[0] == name || (words[0] == "NO" && words.Length > 1 && words[1] == name)));
}
