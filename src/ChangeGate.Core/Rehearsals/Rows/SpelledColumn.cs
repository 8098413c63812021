using System.Globalization;
using ChangeGate.Changes;
using ChangeGate.Rehearsals.Rows.Values;
using ChangeGate.Text;

namespace ChangeGate.Rehearsals.Rows;

/// <summary>A column of text that a migration reads as another type, so that it holds what that type can read.</summary>
/// <param name="Type">As the engine names it.</param>
/// <param name="Labels">Of an enumeration; empty for any other type.</param>
public sealed record SpelledColumn(ObjectName Table, string Column, string Type, EquatableList<string> Labels)
{
    private static readonly DateTime Day = new(2024, 1, 1, 12, 0, 0, DateTimeKind.Unspecified);

    /// <summary>Whether values of this type can be made up.</summary>
    public bool IsKnown => Spelled(0) is not null;

    /// <summary>null where <see cref="IsKnown"/> is false.</summary>
    internal ValueSource? Source => IsKnown ? new ValueSource
    {
        Edges = [],
        Ordinary = number => Cell.Text(Spelled(number)!), // just asked
        From = static wanted => wanted is string text ? Cell.Text(text) : null,
        IsText = true,
    } : null;

    // Every other value is written as the type itself would not write it: a way back that only writes out what the type has read does not bring it back.
    private string? Spelled(long number) => Type switch
    {
        _ when Labels.Count > 0 => Labels[(int)(number % Labels.Count)],
        "json" or "jsonb" => IsUsual(number) ? $$"""{"value": {{Written(number)}}}""" : $$"""{ "value":{{Written(number)}}}""",
        "smallint" or "integer" or "bigint" or "numeric" or "real" or "double precision" or "oid" => IsUsual(number) ? Written(number + 1) : $"0{Written(number + 1)}",
        "boolean" => (number % 4) switch { 0 => "true", 1 => "f", 2 => "false", _ => "yes" },
        "uuid" => $"00000000-0000-4000-{(IsUsual(number) ? "a" : "A")}000-{number.ToString("D12", CultureInfo.InvariantCulture)}",
        "date" or "timestamp" or "timestamp without time zone" or "timestamp with time zone" => Day.AddDays(number % 1000).ToString(IsUsual(number) ? "yyyy-MM-dd HH:mm:ss" : "yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
        "inet" or "cidr" => $"10.0.{Written(number / 200 % 200)}.{Written(number % 200)}{(IsUsual(number) ? "" : "/32")}",
        _ => null,
    };

    private static bool IsUsual(long number) => number % 2 == 0;

    private static string Written(long number) => number.ToString(CultureInfo.InvariantCulture);
}
