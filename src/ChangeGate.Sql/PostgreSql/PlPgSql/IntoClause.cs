using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Parser;

namespace ChangeGate.Sql.PostgreSql.PlPgSql;

/// <summary>INTO [STRICT] variables, which PL/pgSQL takes out of a statement before it runs as SQL.</summary>
internal static class IntoClause
{
    public static StatementParser Without(StatementParser body, int start, int end)
    {
        var into = MayHaveOne(body.TokenAt(start).Keyword)
            ? BodyTokens.Find(body, start + 2, end, static token => token.Keyword == Keyword.Into)
            : end;

        // SELECT INTO x …
        if (body.TokenAt(start).Keyword == Keyword.Select && body.TokenAt(start + 1).Keyword == Keyword.Into)
        {
            into = start + 1;
        }

        // The INTO of an INSERT behind WITH is its own.
        while (into < end && body.TokenAt(into - 1).Keyword is Keyword.Insert or Keyword.Merge)
        {
            into = BodyTokens.Find(body, into + 1, end, static token => token.Keyword == Keyword.Into);
        }

        var rest = into < end ? FindTargetsEnd(body, into + 1, end) : end;
        var statement = new StatementParser(body.Text) { BlockDepth = body.BlockDepth };
        body.CopyTo(statement, start, Math.Min(into, end));
        body.CopyTo(statement, rest, end);
        return statement;
    }

    private static bool MayHaveOne(Keyword first) =>
        first is Keyword.Select or Keyword.With or Keyword.Insert or Keyword.Update or Keyword.Delete or Keyword.Merge or Keyword.Values;

    private static int FindTargetsEnd(StatementParser body, int position, int end)
    {
        if (position < end && BodyTokens.IsWord(body, body.TokenAt(position), "strict"))
        {
            position++;
        }

        while (position < end)
        {
            position++;

            while (position < end && body.TokenAt(position).Kind is TokenKind.Dot)
            {
                position += 2;
            }

            if (position < end && body.TokenAt(position).Kind == TokenKind.LeftBracket)
            {
                position = BodyTokens.Find(body, position, end, static token => token.Kind == TokenKind.RightBracket) + 1;
            }

            if (position >= end || body.TokenAt(position).Kind != TokenKind.Comma)
            {
                break;
            }

            position++;
        }

        return Math.Min(position, end);
    }
}
