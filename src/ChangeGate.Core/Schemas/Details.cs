using ChangeGate.Text;

namespace ChangeGate.Schemas;

/// <summary>Short phrases for what changed: <c>type integer → bigint</c>.</summary>
internal static class Details
{
    public static IEnumerable<string> Of(params (string What, string? Before, string? After)[] aspects) =>
        aspects.Where(aspect => aspect.Before != aspect.After).Select(aspect => $"{aspect.What} {aspect.Before ?? "none"} → {aspect.After ?? "none"}");

    public static string OnOff(bool value) => value ? "on" : "off";

    public static string Word<T>(T value)
        where T : struct, Enum => KebabCase.From(value.ToString());

    public static string? List(IEnumerable<string> items) => string.Join(", ", items) is { Length: > 0 } text ? text : null;
}
