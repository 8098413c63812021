using ChangeGate.Changes;
using ChangeGate.Rules.Values;

namespace ChangeGate.Rules;

/// <summary>Whether a trigger fires for what a change does.</summary>
internal static class TriggerEvents
{
    public static bool Fires(CreateTrigger trigger, string definition, string happening, IReadOnlyCollection<string> columns)
    {
        var tokens = ExpressionTokens.Of(definition);
        var on = -1;

        for (var index = 0; index < tokens.Count && on < 0; index++)
        {
            on = tokens[index] == "on" ? index : -1;
        }

        // UPDATE OF names columns, between OF and ON.
        var events = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var watched = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var afterOf = false;

        for (var index = 0; index < Math.Max(on, 0); index++)
        {
            afterOf = tokens[index] == "of" ? index > 0 && tokens[index - 1] == "update" : afterOf && tokens[index] != "or";
            (afterOf && tokens[index] is not ("of" or ",") ? watched : events).Add(tokens[index].TrimStart('"'));
        }

        var named = trigger.Events.Count > 0 ? trigger.Events.Contains(happening) : events.Contains(happening);

        return named && (happening != "UPDATE" || watched.Count == 0 || columns.Count == 0 || columns.Any(watched.Contains));
    }
}
