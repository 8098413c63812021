using System.Text.RegularExpressions;
using ChangeGate.Schemas;
using Index = ChangeGate.Schemas.Index;

namespace ChangeGate.Rollbacks.Reversals;

/// <summary>A function or procedure back to its old definition.</summary>
internal static partial class FunctionReversal
{
    public static void Replace(Undoing undo, Function before, Function after)
    {
        // Replaced in place it keeps its owner, privileges and triggers; the engine refuses another return type, or fewer defaults.
        if (Heading(before.Definition) == Heading(after.Definition) && Create().IsMatch(before.Definition))
        {
            undo.Run(DefinitionText.Replacing(before, undo.Write));
            return;
        }

        var dependents = undo.Before.DependentsOf(before.Id).Select(id => undo.Before.Find<SchemaObject>(id)!).ToList();

        if (dependents.FirstOrDefault(value => value is Table or UserType or Index) is { } beyond)
        {
            undo.Run(DefinitionText.Replacing(before, undo.Write));
            undo.Note($"`{before.Id}` is replaced in place, since `{beyond.Id}` depends on it: the rollback stops if the engine finds its old form too different.");
            return;
        }

        foreach (var value in CreationOrder.Of([.. dependents.Where(value => undo.After.Contains(value.Id) && value is not Privilege)]).Reverse())
        {
            undo.Run(undo.Write.Drop(value.Id));
        }

        undo.Run(undo.Write.Drop(before.Id));
        new Recreation(undo, dependents.Prepend(before)).Write();
    }

    // What stands before the body, without the words that do not matter.
    private static string Heading(string definition)
    {
        var text = Space().Replace(definition, " ");
        var body = Body().Match(text);
        return Create().Replace(body.Success ? text[..body.Index] : text, "", 1).Trim().ToLowerInvariant();
    }

    [GeneratedRegex(@"^\s*CREATE\s+(OR\s+REPLACE\s+)?", RegexOptions.IgnoreCase)]
    private static partial Regex Create();

    [GeneratedRegex(@"\b(LANGUAGE|AS|RETURN|BEGIN|IMMUTABLE|STABLE|VOLATILE|SECURITY|STRICT|COST|SET)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Body();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
