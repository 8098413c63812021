using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;
using ChangeGate.Sql.PostgreSql.Parser;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.PlPgSql;

/// <summary>The text that an expression makes, where it does not depend on data.</summary>
internal static partial class ConstantText
{
    private const string UnknownName = "\"?\"";

    /// <summary>null where it cannot be known.</summary>
    public static string? Evaluate((StatementParser Parser, SyntaxNode? Node) expression, Dictionary<string, string?> variables) =>
        expression.Node is null ? null : Evaluate(expression.Node, new Scope(expression.Parser, variables, Allows: false));

    /// <summary>The same where single names, quoted as names, may be any.</summary>
    public static string? Shape((StatementParser Parser, SyntaxNode? Node) expression, Dictionary<string, string?> variables) =>
        expression.Node is null ? null : Evaluate(expression.Node, new Scope(expression.Parser, variables, Allows: true));

    private static string? Evaluate(SyntaxNode node, Scope scope)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return null;
        }

        return node.Kind switch
        {
            SyntaxKind.String or SyntaxKind.Number => scope.Parser.ValueOf(node),
            SyntaxKind.Column => scope.Variables.GetValueOrDefault(node.Text!),
            SyntaxKind.Cast when node.Text is "text" or "character varying" or "regclass" or "name" => Evaluate(node.Children[0], scope),
            SyntaxKind.Binary when node.Text == "||" => Concatenate(node.Children, scope),
            SyntaxKind.Call when node.Name.Schema is null or "pg_catalog" => Call(node, scope),
            _ => null,
        };
    }

    private static string? Concatenate(SyntaxNode[] parts, Scope scope)
    {
        var text = new StringBuilder();

        foreach (var part in parts)
        {
            if (Evaluate(part, scope) is not { } value)
            {
                return null;
            }

            text.Append(value);
        }

        return text.ToString();
    }

    private static string? Call(SyntaxNode node, Scope scope)
    {
        var arguments = node.Children[0].Children;

        return node.Name.Name switch
        {
            "format" when arguments.Length > 0 => Format(arguments, scope),
            "concat" => Concatenate(arguments, scope),
            "quote_ident" when arguments.Length == 1 => Evaluate(arguments[0], scope) is { } name ? Quoting.Quote(name) : scope.Hole(),
            "quote_literal" or "quote_nullable" when arguments.Length == 1 => Evaluate(arguments[0], scope) is { } value ? Literal(value) : scope.Allows ? "''" : null,
            "lower" when arguments.Length == 1 => Evaluate(arguments[0], scope)?.ToLowerInvariant(),
            "upper" when arguments.Length == 1 => Evaluate(arguments[0], scope)?.ToUpperInvariant(),
            _ => null,
        };
    }

    private static string Literal(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    // %s, %I and %L in turn or by number, perhaps with a width, which only pads.
    private static string? Format(SyntaxNode[] arguments, Scope scope)
    {
        if (Evaluate(arguments[0], scope) is not { } pattern)
        {
            return null;
        }

        var next = 1;
        var known = true;
        var text = Place().Replace(pattern, place =>
        {
            if (place.Value == "%%")
            {
                return "%";
            }

            next = place.Groups["number"].Success && int.TryParse(place.Groups["number"].Value, out var number) ? number : next;
            var kind = place.Groups["kind"].Value;

            if (next >= arguments.Length || place.Groups["width"].Value.Contains('*', StringComparison.Ordinal))
            {
                known = false;
                return "";
            }

            var argument = arguments[next++];
            var value = kind switch
            {
                "I" => Evaluate(argument, scope) is { } name ? Quoting.Quote(name) : scope.Hole(),
                "L" => Evaluate(argument, scope) is { } literal ? Literal(literal) : scope.Allows ? "''" : null,
                _ => Evaluate(argument, scope) ?? (argument is { Kind: SyntaxKind.Cast, Text: "regclass" } ? scope.Hole() : null),
            };
            known &= value is not null;
            return value ?? "";
        });

        return known && !Place().Replace(pattern, "").Contains('%', StringComparison.Ordinal) ? text : null;
    }

    [GeneratedRegex(@"%%|%((?<number>\d+)\$)?(?<width>-?(\d+|\*(\d+\$)?)?)(?<kind>[sIL])", RegexOptions.ExplicitCapture)]
    private static partial Regex Place();

    /// <param name="Allows">A name that is not known may stand as <see cref="UnknownName"/>.</param>
    private readonly record struct Scope(StatementParser Parser, Dictionary<string, string?> Variables, bool Allows)
    {
        public string? Hole() => Allows ? UnknownName : null;
    }
}
