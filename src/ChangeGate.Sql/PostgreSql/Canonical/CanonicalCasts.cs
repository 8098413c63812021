using System.Globalization;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Canonical;

/// <summary>Numbers, and the casts that the engine prints where nobody wrote them.</summary>
internal static class CanonicalCasts
{
    public static SyntaxNode Of(string type, SyntaxNode operand)
    {
        if (operand.Kind == SyntaxKind.String)
        {
            return CanonicalConstant.Of(operand.Text!, type);
        }

        return IsSilent(type, operand) ? operand : CanonicalTree.New(SyntaxKind.Cast, type, operand);
    }

    /// <summary>What an operator or a function is given: the engine widens a column to fit, and shows it.</summary>
    public static SyntaxNode Narrowed(SyntaxNode node)
    {
        if (Bare(node).Kind != SyntaxKind.Column)
        {
            return node;
        }

        while (node is { Kind: SyntaxKind.Cast, Text: "numeric" or "double precision" or "bigint" or "integer" or "timestamp with time zone" or "timestamp without time zone" })
        {
            node = node.Children[0];
        }

        return node;
    }

    /// <summary>A division whose one side is cast: the engine casts the other as well, and shows it.</summary>
    public static SyntaxNode[] Divided(SyntaxNode[] operands)
    {
        if (operands is not [var first, { Kind: SyntaxKind.Cast, Text: "numeric" or "double precision" } second, ..] || Bare(second).Kind != SyntaxKind.Column)
        {
            return operands;
        }

        first = first.Kind == SyntaxKind.Column ? Of(second.Text, first) : first;
        return first.Kind == SyntaxKind.Cast && first.Text == second.Text ? [first, Narrowed(second), .. operands[2..]] : operands;
    }

    public static string TypeOf(string type) => type.StartsWith("public.", StringComparison.Ordinal) ? type["public.".Length..] : type;

    /// <summary>A number as the engine prints it: no underscores, no exponent, a digit before the point.</summary>
    public static string Number(string written)
    {
        var digits = written.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

        if (digits.Length > 2 && digits[0] == '0' && char.IsAsciiLetter(digits[1]) && Radix(digits) is { } value)
        {
            return value;
        }

        return digits.Length <= 28 && decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : digits;
    }

    // What stands below casts.
    private static SyntaxNode Bare(SyntaxNode node)
    {
        while (node.Kind == SyntaxKind.Cast)
        {
            node = node.Children[0];
        }

        return node;
    }

    private static string? Radix(string digits)
    {
        if (digits[1] is 'o')
        {
            return digits.Length <= 20 && digits[2..].All(digit => digit is >= '0' and <= '7') ? Convert.ToInt64(digits[2..], 8).ToString(CultureInfo.InvariantCulture) : null;
        }

        var style = digits[1] is 'b' ? NumberStyles.AllowBinarySpecifier : NumberStyles.AllowHexSpecifier;
        return ulong.TryParse(digits.AsSpan(2), style, CultureInfo.InvariantCulture, out var value) ? value.ToString(CultureInfo.InvariantCulture) : null;
    }

    // Which type a constant has, the column or the operator beside it says; varchar becomes text wherever the engine works with it.
    private static bool IsSilent(string type, SyntaxNode operand) =>
        operand.Kind is SyntaxKind.Number or SyntaxKind.Null or SyntaxKind.Array
        || type is "text" or "text[]" or "character varying" or "character varying[]" or "bpchar" or "bpchar[]"
        || (type is "boolean" && operand.Kind is SyntaxKind.True or SyntaxKind.False);
}
