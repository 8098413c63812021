using System.Runtime.CompilerServices;
using System.Text;
using ChangeGate.Sql.PostgreSql.Parser;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.PlPgSql;

/// <summary>The text that an expression makes, where it does not depend on data.</summary>
internal static class ConstantText
{
    /// <summary>null where it cannot be known.</summary>
    public static string? Evaluate((StatementParser Parser, SyntaxNode? Node) expression, Dictionary<string, string?> variables) =>
        expression.Node is null ? null : Evaluate(expression.Node, new Scope(expression.Parser, variables));

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
            "quote_ident" when arguments.Length == 1 => Evaluate(arguments[0], scope) is { } name ? Quoting.Quote(name) : null,
            "quote_literal" when arguments.Length == 1 => Evaluate(arguments[0], scope) is { } value ? Literal(value) : null,
            "lower" when arguments.Length == 1 => Evaluate(arguments[0], scope)?.ToLowerInvariant(),
            "upper" when arguments.Length == 1 => Evaluate(arguments[0], scope)?.ToUpperInvariant(),
            _ => null,
        };
    }

    private static string Literal(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";

    // %s, %I and %L in turn; positions and widths are left unknown.
    private static string? Format(SyntaxNode[] arguments, Scope scope)
    {
        if (Evaluate(arguments[0], scope) is not { } pattern)
        {
            return null;
        }

        var text = new StringBuilder();
        var next = 1;

        for (var index = 0; index < pattern.Length; index++)
        {
            if (pattern[index] != '%')
            {
                text.Append(pattern[index]);
                continue;
            }

            var kind = ++index < pattern.Length ? pattern[index] : '\0';

            if (kind == '%')
            {
                text.Append('%');
            }
            else if (next < arguments.Length && kind is 's' or 'I' or 'L' && Evaluate(arguments[next++], scope) is { } value)
            {
                text.Append(kind switch { 's' => value, 'I' => Quoting.Quote(value), _ => Literal(value) });
            }
            else
            {
                return null;
            }
        }

        return text.ToString();
    }

    private readonly record struct Scope(StatementParser Parser, Dictionary<string, string?> Variables);
}
