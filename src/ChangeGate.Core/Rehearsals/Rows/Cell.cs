using System.Globalization;
using ChangeGate.Rehearsals.Rows.Conditions;

namespace ChangeGate.Rehearsals.Rows;

/// <summary>One value: as it is written in a statement, and as a condition sees it.</summary>
/// <param name="Sql">A literal.</param>
/// <param name="Value">
/// null for NULL; a <see cref="decimal"/>, <see cref="string"/>, <see cref="bool"/> or <see cref="DateTime"/>; <see cref="Unknown"/> for what no condition is held against.
/// </param>
internal sealed record Cell(string Sql, object? Value)
{
    public static readonly Cell Null = new("NULL", null);

    public bool IsNull => Value is null;

    /// <summary>Equal for values that a unique key does not tell apart.</summary>
    public string Key => KeyOf(Value) ?? Sql;

    public static string? KeyOf(object? value) => value switch
    {
        decimal number => number.ToString("0.############################", CultureInfo.InvariantCulture),
        DateTime moment => moment.ToString("O", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        string text => "'" + text,
        _ => null,
    };

    public static Cell Opaque(string literal) => new(Quote(literal), Unknown.Value);

    public static Cell Text(string text) => new(Quote(text), text);

    public static Cell Number(decimal number) => new(number.ToString(CultureInfo.InvariantCulture), number);

    public static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
