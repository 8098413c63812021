using System.Globalization;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Canonical;

/// <summary>Constants, and the casts that the engine prints where nobody wrote them.</summary>
internal static class CanonicalCasts
{
    public static CanonicalPrinter Print(CanonicalPrinter printer, SyntaxNode node)
    {
        var operand = node.Children[0];
        var bare = Bare(operand);

        if (bare.Kind == SyntaxKind.String)
        {
            return printer.Write(CanonicalConstant.Print(printer.ValueOf(bare), node.Text));
        }

        return IsSilent(node, bare) ? printer.Print(operand) : printer.Write("(").Print(operand).Write(")::").Write(TypeOf(node));
    }

    /// <summary>What an operator or a function is given: the engine widens a column to fit, and shows it.</summary>
    public static SyntaxNode Narrowed(SyntaxNode node) =>
        node.Kind == SyntaxKind.Cast && Bare(node).Kind == SyntaxKind.Column
        && node.Text is "numeric" or "double precision" or "bigint" or "integer" or "timestamp with time zone" or "timestamp without time zone"
            ? node.Children[0]
            : node;

    /// <summary>What stands below casts.</summary>
    public static SyntaxNode Bare(SyntaxNode node)
    {
        while (node.Kind == SyntaxKind.Cast)
        {
            node = node.Children[0];
        }

        return node;
    }

    /// <summary>A number as the engine prints it: no underscores, no exponent, a digit before the point.</summary>
    public static string Number(string written)
    {
        var digits = written.Replace("_", "", StringComparison.Ordinal);

        if (digits.Length > 2 && digits[0] == '0' && char.IsAsciiLetter(digits[1]) && Radix(digits) is { } value)
        {
            return value;
        }

        return digits.Length <= 28 && decimal.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : digits;
    }

    private static string? Radix(string digits)
    {
        var style = digits[1] is 'b' or 'B' ? NumberStyles.AllowBinarySpecifier : NumberStyles.AllowHexSpecifier;

        if (digits[1] is 'o' or 'O')
        {
            return digits.Length <= 20 ? Convert.ToInt64(digits[2..], 8).ToString(CultureInfo.InvariantCulture) : null;
        }

        return ulong.TryParse(digits.AsSpan(2), style, CultureInfo.InvariantCulture, out var value) ? value.ToString(CultureInfo.InvariantCulture) : null;
    }

    // Which type a constant has, the column or the operator beside it says; varchar becomes text wherever the engine works with it.
    private static bool IsSilent(SyntaxNode node, SyntaxNode bare) =>
        bare.Kind is SyntaxKind.Number or SyntaxKind.Null or SyntaxKind.Array
        || bare is { Kind: SyntaxKind.Prefix, Text: "-", Children: [{ Kind: SyntaxKind.Number }] }
        || TypeOf(node) is "text" or "text[]" or "character varying" or "character varying[]" or "bpchar" or "bpchar[]";

    private static string TypeOf(SyntaxNode node) => node.Text!.StartsWith("public.", StringComparison.Ordinal) ? node.Text["public.".Length..] : node.Text;
}
