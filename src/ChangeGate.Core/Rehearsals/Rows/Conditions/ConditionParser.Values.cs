using System.Globalization;
using ChangeGate.Changes;
using static ChangeGate.Rehearsals.Rows.Conditions.Condition;

namespace ChangeGate.Rehearsals.Rows.Conditions;

internal sealed partial class ConditionParser
{
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

        var otherwise = Take("else") ? Or() : new Constant(null);

        return otherwise is not null && Take("end") && branches.Count > 0 ? new Case([.. branches], otherwise) : null;
    }
}
