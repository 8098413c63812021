using System.Globalization;
using System.Runtime.CompilerServices;
using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Syntax;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Finds conditions that are true, or false, whatever the row says.</summary>
internal static class Conditions
{
    /// <param name="table">How the condition names the table, so that <c>t.id = id</c> is seen through.</param>
    public static RowFilter FilterOf(SyntaxNode condition, StatementParser parser, string table) =>
        Evaluate(condition, new Scope(parser, Quoting.Quote(table) + ".")) switch
        {
            true => RowFilter.AlwaysTrue,
            false => RowFilter.AlwaysFalse,
            null => Impossible.IsNeverTrue(condition, parser, Quoting.Quote(table) + ".") ? RowFilter.AlwaysFalse : RowFilter.Some,
        };

    /// <summary>True or false where it is the same for every row.</summary>
    public static bool? Evaluate(SyntaxNode condition, StatementParser parser, string prefix = "") => Evaluate(condition, new Scope(parser, prefix));

    /// <summary>A number that is written out or computed from such.</summary>
    public static decimal? Number(SyntaxNode node, StatementParser parser) => Number(Bare(node), new Scope(parser, ""));

    /// <summary>Without casts.</summary>
    public static SyntaxNode WithoutCasts(SyntaxNode node) => Bare(node);

    private static bool? Evaluate(SyntaxNode node, Scope scope)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return null;
        }

        return node.Kind switch
        {
            SyntaxKind.True => true,
            SyntaxKind.False => false,
            SyntaxKind.Not => !Evaluate(node.Children[0], scope),
            SyntaxKind.And => All(node, scope),
            SyntaxKind.Or => Any(node, scope),
            SyntaxKind.Cast => node.Text == "boolean" ? BooleanConstant(node.Children[0], scope) : null,
            SyntaxKind.String => BooleanConstant(node, scope),
            SyntaxKind.Binary => Compare(node, scope),
            SyntaxKind.Test => Test(node, scope),
            SyntaxKind.Like => MatchesAll(node, scope),
            SyntaxKind.Exists => HasRow(node.Children[0], scope.Parser),
            SyntaxKind.In => IsInItself(node, scope),
            _ => null,
        };
    }

    private static bool? All(SyntaxNode node, Scope scope)
    {
        var known = true;

        foreach (var child in node.Children)
        {
            var value = Evaluate(child, scope);

            if (value == false)
            {
                return false;
            }

            known &= value == true;
        }

        return known ? true : null;
    }

    private static bool? Any(SyntaxNode node, Scope scope)
    {
        var known = true;

        foreach (var child in node.Children)
        {
            var value = Evaluate(child, scope);

            if (value == true)
            {
                return true;
            }

            known &= value == false;
        }

        return CoversNull(node, scope) ? true : known ? false : null;
    }

    // x IS NULL OR x IS NOT NULL
    private static bool CoversNull(SyntaxNode node, Scope scope)
    {
        foreach (var one in node.Children)
        {
            foreach (var other in node.Children)
            {
                if (node.Children.Length <= 16 && one is { Kind: SyntaxKind.Test, Text: "IS NULL" } && other is { Kind: SyntaxKind.Test, Text: "IS NOT NULL" }
                    && AreSame(one.Children[0], other.Children[0], scope))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool? BooleanConstant(SyntaxNode node, Scope scope)
    {
        switch (node.Kind)
        {
            case SyntaxKind.True or SyntaxKind.False:
                return node.Kind == SyntaxKind.True;
            case SyntaxKind.Number:
                return scope.Parser.ValueOf(node) != "0";
            case SyntaxKind.String:
                break;
            default:
                return null;
        }

        return scope.Parser.ValueOf(node).Trim().ToLowerInvariant() switch
        {
            "t" or "tr" or "tru" or "true" or "y" or "ye" or "yes" or "on" or "1" => true,
            "f" or "fa" or "fal" or "fals" or "false" or "n" or "no" or "of" or "off" or "0" => false,
            _ => null,
        };
    }

    private static bool? Compare(SyntaxNode node, Scope scope)
    {
        if (node.Children.Length != 2)
        {
            return null;
        }

        var left = Bare(node.Children[0]);
        var right = Bare(node.Children[1]);

        if (left.Kind == SyntaxKind.Column && AreSame(left, right, scope))
        {
            return HoldsFor(node.Text, 0);
        }

        if (Number(left, scope) is { } first && Number(right, scope) is { } second)
        {
            return HoldsFor(node.Text, first.CompareTo(second));
        }

        if (left.Kind == SyntaxKind.String && right.Kind == SyntaxKind.String)
        {
            var same = scope.Parser.ValueOf(left) == scope.Parser.ValueOf(right);
            return node.Text switch
            {
                "=" => same,
                "<>" => !same,
                _ => same ? HoldsFor(node.Text, 0) : null,
            };
        }

        return CompareTruth(node, scope);
    }

    // true = true, (1 = 1) = true
    private static bool? CompareTruth(SyntaxNode node, Scope scope)
    {
        if (node.Text is not ("=" or "<>") || !IsTruth(node.Children[0]) || !IsTruth(node.Children[1]))
        {
            return null;
        }

        return Evaluate(node.Children[0], scope) is { } left && Evaluate(node.Children[1], scope) is { } right
            ? (left == right) == (node.Text == "=")
            : null;
    }

    private static bool IsTruth(SyntaxNode node) =>
        node.Kind is SyntaxKind.True or SyntaxKind.False or SyntaxKind.Binary or SyntaxKind.Not or SyntaxKind.And or SyntaxKind.Or;

    private static bool? HoldsFor(string? comparison, int order) => comparison switch
    {
        "=" => order == 0,
        "<>" => order != 0,
        "<" => order < 0,
        "<=" => order <= 0,
        ">" => order > 0,
        ">=" => order >= 0,
        _ => null,
    };

    private static bool? Test(SyntaxNode node, Scope scope)
    {
        if (node.Text == "IS NOT DISTINCT FROM" && AreSame(node.Children[0], node.Children[1], scope))
        {
            return true;
        }

        if (node.Text is "IS NULL" or "IS NOT NULL" && Bare(node.Children[0]).Kind is SyntaxKind.Null or SyntaxKind.Number or SyntaxKind.String)
        {
            return Bare(node.Children[0]).Kind == SyntaxKind.Null == (node.Text == "IS NULL");
        }

        return (node.Text, node.Children.Length == 1 ? Evaluate(node.Children[0], scope) : null) switch
        {
            ("IS TRUE" or "IS NOT FALSE", { } value) => value,
            ("IS FALSE" or "IS NOT TRUE", { } value) => !value,
            _ => null,
        };
    }

    private static bool? MatchesAll(SyntaxNode node, Scope scope) =>
        node.Text is "LIKE" or "ILIKE" && node.Children[1].Kind == SyntaxKind.String && scope.Parser.ValueOf(node.Children[1]) is "%" or "%%" ? true : null;

    // EXISTS (SELECT 1)
    private static bool? HasRow(SyntaxNode subquery, StatementParser parser)
    {
        var parts = subquery.Children.Length == 1 ? subquery.Children[0].Children : [];
        return Impossible.HasNoRows(subquery, parser) ? false : parts is [{ Text: "SELECT" }, { Kind: SyntaxKind.List }] ? true : null;
    }

    // id IN (SELECT id FROM t) without a condition says nothing of the row, but only the schema knows; id IN (id) does.
    private static bool? IsInItself(SyntaxNode node, Scope scope)
    {
        if (node.Text != "IN" || node.Children[1].Kind != SyntaxKind.List)
        {
            return null;
        }

        foreach (var item in node.Children[1].Children)
        {
            if (AreSame(node.Children[0], item, scope)
                || (Number(node.Children[0], scope) is { } first && Number(item, scope) is { } second && first == second))
            {
                return true;
            }
        }

        return null;
    }

    private static bool AreSame(SyntaxNode left, SyntaxNode right, Scope scope) =>
        left.Kind == SyntaxKind.Column && right.Kind == SyntaxKind.Column && scope.Unqualified(left.Text!) == scope.Unqualified(right.Text!);

    private static SyntaxNode Bare(SyntaxNode node)
    {
        while (node.Kind == SyntaxKind.Cast)
        {
            node = node.Children[0];
        }

        return node;
    }

    private static decimal? Number(SyntaxNode node, Scope scope)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return null;
        }

        switch (node.Kind)
        {
            case SyntaxKind.Number:
                return decimal.TryParse(scope.Parser.ValueOf(node), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
            case SyntaxKind.Prefix when node.Text == "-":
                return -Number(node.Children[0], scope);
            case SyntaxKind.Binary when node.Children.Length == 2 && node.Text is "+" or "-" or "*":
                return Calculate(node.Text!, Number(node.Children[0], scope), Number(node.Children[1], scope));
            default:
                return null;
        }
    }

    private static decimal? Calculate(string sign, decimal? left, decimal? right)
    {
        const decimal Limit = 1_000_000_000_000;

        return left is null || right is null || Math.Abs(left.Value) > Limit || Math.Abs(right.Value) > Limit
            ? null
            : sign switch
            {
                "+" => left + right,
                "-" => left - right,
                _ => left * right,
            };
    }

    private readonly record struct Scope(StatementParser Parser, string Prefix)
    {
        public string Unqualified(string column) =>
            Prefix.Length > 1 && column.StartsWith(Prefix, StringComparison.Ordinal) ? column[Prefix.Length..] : column;
    }
}
