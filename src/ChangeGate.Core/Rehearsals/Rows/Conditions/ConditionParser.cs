using System.Globalization;
using ChangeGate.Changes;
using static ChangeGate.Rehearsals.Rows.Conditions.Condition;

namespace ChangeGate.Rehearsals.Rows.Conditions;

/// <summary>Reads the expressions of checks, predicates and keys of both dialects; what it does not know makes the whole unread.</summary>
internal sealed class ConditionParser
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

    private Condition? Negatable(Condition left)
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

    private Condition? List()
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

    private Condition? Cast(Condition? value)
    {
        while (value is not null)
        {
            if (Take("::"))
            {
                value = TypeName() is { } type ? new Call("cast", [value, new Constant(type)]) : null;
            }
            else if (Take("collate"))
            {
                _at++;
                _at += Next.Is(".") ? 2 : 0;
            }
            else
            {
                return value;
            }
        }

        return null;
    }

    private string? TypeName()
    {
        if (Next.Kind is not (TokenKind.Word or TokenKind.QuotedName))
        {
            return null;
        }

        var name = _tokens[_at++].Text.ToLowerInvariant();

        while (Take("."))
        {
            name = _tokens[Math.Min(_at++, _tokens.Count - 1)].Text;
        }

        name += Take("varying") || Take("precision") ? " long" : "";

        if (Take("(") && Arguments(")") is null)
        {
            return null;
        }

        if (Next.Is("with") || Next.Is("without"))
        {
            _at += 3;
        }

        while (Take("["))
        {
            _at += Next.Kind == TokenKind.Number ? 1 : 0;
            name += Take("]") ? "[]" : "";
        }

        return name;
    }

    private Condition? Group() => Take("(") && Or() is { } inner && Take(")") ? inner : null;

    private Condition? Primary()
    {
        var token = Next;

        switch (token.Kind)
        {
            case TokenKind.Number:
                _at++;
                return decimal.TryParse(token.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? new Constant(number) : null;
            case TokenKind.Text:
                _at++;
                return new Constant(token.Text);
            case TokenKind.QuotedName:
                return Column();
            case TokenKind.Word:
                return Word(token);
            default:
                return token.Is("(") ? Row() : null;
        }
    }

    private Condition? Row() => List() is Elements list ? list.Items.Count == 1 ? list.Items[0] : list : null;

    private Condition? Word(ConditionToken token)
    {
        switch (token.Text.ToLowerInvariant())
        {
            case "null":
                _at++;
                return new Constant(null);
            case "true" or "false":
                _at++;
                return new Constant(token.Is("true"));
            case "current_timestamp" or "current_date" or "localtimestamp":
                _at++;
                return new Call("now", []);
            case "array" when Ahead(1).Is("["):
                _at += 2;
                return Arguments("]") is { } items ? new Elements([.. items]) : null;
            case "case":
                _at++;
                return Cases();
            case "cast" when Ahead(1).Is("("):
                _at += 2;
                return Or() is { } value && Take("as") && TypeName() is { } type && Take(")") ? new Call("cast", [value, new Constant(type)]) : null;
            case "interval" or "date" or "timestamp" or "timestamptz" when Ahead(1).Kind == TokenKind.Text:
                _at += 2;
                return new Call("cast", [new Constant(_tokens[_at - 1].Text), new Constant(token.Text.ToLowerInvariant())]);
            default:
                return Column();
        }
    }

    private Condition? Column()
    {
        while (Ahead(1).Is(".") && Ahead(2).Kind is TokenKind.Word or TokenKind.QuotedName)
        {
            _at += 2;
        }

        var token = _tokens[_at++];

        if (Take("("))
        {
            return Take("*") ? null : Arguments(")") is { } arguments ? new Call(token.Text.ToLowerInvariant(), [.. arguments]) : null;
        }

        var name = token.Kind == TokenKind.Word && _dialect == Dialect.PostgreSql ? token.Text.ToLowerInvariant() : token.Text;

        // SQLite takes what is in double quotes and no column for a string.
        return _isColumn(name) ? new ColumnValue(name)
            : token.Kind == TokenKind.QuotedName && _dialect == Dialect.Sqlite ? new Constant(name)
            : null;
    }

    private Case? Cases()
    {
        var subject = Next.Is("when") ? null : Or();
        var branches = new List<Condition>();

        while (Take("when"))
        {
            if (Or() is not { } when || !Take("then") || Or() is not { } then)
            {
                return null;
            }

            branches.AddRange([subject is null ? when : new Call("=", [subject, when]), then]);
        }

        Condition? otherwise = Take("else") ? Or() : new Constant(null);

        return otherwise is not null && Take("end") && branches.Count > 0 ? new Case([.. branches], otherwise) : null;
    }
}
