using ChangeGate.Changes;
using static ChangeGate.Rehearsals.Rows.Conditions.Condition;

namespace ChangeGate.Rehearsals.Rows.Conditions;

/// <summary>Reads the expressions of checks, predicates and keys of both dialects; what it does not know makes the whole unread.</summary>
internal sealed partial class ConditionParser
{
    private const int Deepest = 100;

    private readonly IReadOnlyList<ConditionToken> _tokens;
    private readonly Func<string, bool> _isColumn;
    private readonly Dialect _dialect;
    private int _at;
    private int _depth;

    private ConditionParser(IReadOnlyList<ConditionToken> tokens, Dialect dialect, Func<string, bool> isColumn)
    {
        _tokens = tokens;
        _dialect = dialect;
        _isColumn = isColumn;
    }

    /// <summary>null for what it cannot read.</summary>
    /// <param name="text">Without CHECK.</param>
    /// <param name="dialect">For names without quotes.</param>
    /// <param name="isColumn">A word that is none and has no parenthesis behind it is not read.</param>
    public static Condition? Read(string? text, Dialect dialect, Func<string, bool> isColumn)
    {
        if (text is null || ConditionTokens.Of(text) is not { Count: > 0 } tokens)
        {
            return null;
        }

        var parser = new ConditionParser(tokens, dialect, isColumn);
        var read = parser.Or();

        return parser._at == tokens.Count ? read : null;
    }

    private ConditionToken Next => Ahead(0);

    private ConditionToken Ahead(int by) => _at + by < _tokens.Count ? _tokens[_at + by] : default;

    private bool Take(string word)
    {
        if (!Next.Is(word))
        {
            return false;
        }

        _at++;
        return true;
    }

    private Condition? Or()
    {
        if (_depth++ > Deepest)
        {
            return null;
        }

        var left = Joined(() => Joined(Not, "and"), "or");
        _depth--;
        return left;
    }

    private Condition? Joined(Func<Condition?> side, params ReadOnlySpan<string> words)
    {
        var left = side();

        while (left is not null && Operator(words) is { } word)
        {
            left = side() is { } right ? new Call(word, [left, right]) : null;
        }

        return left;
    }

    private string? Operator(ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Take(word))
            {
                return word;
            }
        }

        return null;
    }

    private Condition? Not() => Take("not") ? (Not() is { } inner ? new Call("not", [inner]) : null) : Comparison();

    private Condition? Comparison()
    {
        var left = Other();

        while (left is not null)
        {
            var isNegated = Next.Is("not") && Take("not");
            var before = _at;
            var whole = isNegated ? Negatable(left) : Plain(left) ?? (_at == before ? Negatable(left) : null);

            if (whole is null)
            {
                return _at == before && !isNegated ? left : null;
            }

            left = isNegated ? new Call("not", [whole]) : whole;
        }

        return left;
    }

    private Condition? Plain(Condition left)
    {
        if (Take("isnull") || Take("notnull"))
        {
            return new Call(_tokens[_at - 1].Is("isnull") ? "is null" : "is not null", [left]);
        }

        if (Take("is"))
        {
            return Is(left);
        }

        if (Operator(["=", "==", "<>", "!=", "<=", ">=", "<", ">"]) is not { } sign)
        {
            return null;
        }

        sign = sign switch { "==" => "=", "!=" => "<>", _ => sign };

        if (Operator(["any", "some", "all"]) is { } quantifier)
        {
            return Group() is { } list ? new Call($"{sign} {(quantifier == "all" ? "all" : "any")}", [left, list]) : null;
        }

        return Other() is { } right ? new Call(sign, [left, right]) : null;
    }

    private Condition? Is(Condition left)
    {
        var isNegated = Take("not");
        var name = Operator(["null", "true", "false", "unknown"]);
        Condition? test = null;

        if (name is not null)
        {
            test = new Call($"is {name}", [left]);
        }
        else if (Take("distinct"))
        {
            test = Take("from") && Other() is { } other ? new Call("is distinct", [left, other]) : null;
        }
        else if (_dialect == Dialect.Sqlite && Other() is { } same)
        {
            test = new Call("not", [new Call("is distinct", [left, same])]);
        }

        return test is null ? null : isNegated ? new Call("not", [test]) : test;
    }

    private Call? Negatable(Condition left)
    {
        if (Take("in"))
        {
            return List() is { } list ? new Call("= any", [left, list]) : null;
        }

        if (Take("between"))
        {
            _ = Take("symmetric");
            return Other() is { } low && Take("and") && Other() is { } high ? new Call("and", [new Call(">=", [left, low]), new Call("<=", [left, high])]) : null;
        }

        return Operator(["like", "ilike", "glob", "regexp"]) is { } sign && Other() is { } pattern && !Next.Is("escape")
            ? new Call(sign, [left, pattern])
            : null;
    }

    private Elements? List()
    {
        if (!Take("("))
        {
            return null;
        }

        return Arguments(")") is { } items ? new Elements([.. items]) : null;
    }

    private List<Condition>? Arguments(string end)
    {
        var items = new List<Condition>();

        if (Take(end))
        {
            return items;
        }

        do
        {
            if (Or() is not { } item)
            {
                return null;
            }

            items.Add(item);
        }
        while (Take(","));

        return Take(end) ? items : null;
    }

    private Condition? Other() => Joined(Sum, "~", "~*", "!~", "!~*", "~~", "!~~", "~~*", "!~~*", "||", "->", "->>", "#>", "#>>", "@>", "<@", "&&", "?", "&", "|");

    private Condition? Sum() => Joined(Product, "+", "-");

    private Condition? Product() => Joined(Signed, "*", "/", "%");

    private Condition? Signed() => Take("-") ? (Signed() is { } inner ? new Call("negative", [inner]) : null) : Take("+") ? Signed() : Cast(Primary());
}
