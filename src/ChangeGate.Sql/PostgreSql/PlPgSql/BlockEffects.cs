using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Sql.PostgreSql.Parser;
using ChangeGate.Sql.PostgreSql.Syntax;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.PlPgSql;

/// <summary>What the statements of a block do, as control flow hands them over one by one.</summary>
internal sealed class BlockEffects(StatementParser body)
{
    // Text that a variable is known to hold; null where it may hold anything.
    private readonly Dictionary<string, string?> _variables = [];
    // What the declarations of each open block hide.
    private readonly Stack<Dictionary<string, string?>> _hidden = new();
    private readonly Stack<string?> _given = new();
    private int _conditions;
    private int _dead;
    private int _committed;

    public List<Change> Changes { get; } = [];

    public bool IsOpaque { get; private set; }

    /// <summary>Each statement of SQL in it, also where it never runs or is undone, is a query.</summary>
    public bool OnlyQueries { get; private set; } = true;

    /// <param name="given">What holds there, as written; null where it is not one condition.</param>
    public void EnterCondition(string? given = null)
    {
        _conditions++;
        _given.Push(given);
    }

    public void LeaveCondition()
    {
        _conditions--;
        _given.Pop();
    }

    /// <summary>What follows is read and never runs.</summary>
    public void EnterDead() => _dead++;

    public void LeaveDead() => _dead--;

    public void EnterBlock() => _hidden.Push([]);

    public void LeaveBlock()
    {
        foreach (var (name, value) in _hidden.Pop())
        {
            _variables[name] = value;
        }
    }

    /// <summary>The changes since then are undone, save what was committed or could not be read.</summary>
    public void Undo(int since)
    {
        var from = Math.Max(since, _committed);
        var kept = Changes.Skip(from).Where(static change => change is Unclassified).ToList();
        Changes.RemoveRange(from, Changes.Count - from);
        Changes.AddRange(kept);
    }

    /// <summary>A loop begins here: what it assigns, it may have assigned before.</summary>
    public void EnterLoop(int start)
    {
        for (var position = start; body.TokenAt(position).Kind != TokenKind.End; position++)
        {
            if (body.TokenAt(position + 1).Kind is TokenKind.ColonEquals or TokenKind.Equal || body.TokenAt(position).Keyword == Keyword.Into)
            {
                Forget(body.TokenAt(position).Keyword == Keyword.Into ? position + 1 : position);
            }
        }
    }

    /// <summary>Variables that a statement fills, from here on: <c>a, b</c>.</summary>
    public void Forget(int position)
    {
        if (BodyTokens.IsWord(body, body.TokenAt(position), "strict"))
        {
            position++;
        }

        for (; body.TokenAt(position).Kind is TokenKind.Word or TokenKind.QuotedIdentifier; position += 2)
        {
            _variables[TokenText.Identifier(body.Text, body.TokenAt(position))] = null;

            if (body.TokenAt(position + 1).Kind != TokenKind.Comma)
            {
                break;
            }
        }
    }

    public string? TextBetween(int start, int end) => end > start ? TextOf(start, end) : null;

    public void AddUnreadable(string reason, Span span)
    {
        IsOpaque = true;
        Add(new Unclassified(reason, span.Start), span);
    }

    /// <summary>A declaration: its initial value is an expression that runs.</summary>
    public void Declare(int start, int end)
    {
        var name = TokenText.Identifier(body.Text, body.TokenAt(start));
        if (_hidden.TryPeek(out var hidden))
        {
            hidden.TryAdd(name, _variables.GetValueOrDefault(name));
        }

        var value = BodyTokens.Find(
            body,
            start,
            end,
            static token => token.Kind is TokenKind.ColonEquals or TokenKind.Equal || token.Keyword is Keyword.Default or Keyword.Cursor);

        if (value >= end || body.TokenAt(value).Keyword == Keyword.Cursor)
        {
            _variables[name] = null;
            return;
        }

        _variables[name] = ConstantText.Evaluate(ReadExpression(value + 1, end), _variables);
    }

    /// <summary>A condition: true or false where it does not depend on data.</summary>
    public bool? Evaluate(int start, int end)
    {
        var (parser, expression) = ReadExpression(start, end);
        return expression is null ? null : Conditions.Evaluate(expression, parser);
    }

    /// <summary>What FOR goes over. False where it goes over nothing.</summary>
    public bool Loop(int start, int end)
    {
        if (body.TokenAt(start).Keyword == Keyword.Execute)
        {
            Execute(start + 1, end);
        }
        else if (IsQuery(body.TokenAt(start)))
        {
            RunSql(body.Part(start, end), start, end);
        }
        else if (BodyTokens.Find(body, start, end, static token => token.Kind == TokenKind.DotDot) is var dots && dots < end)
        {
            var reverse = BodyTokens.IsWord(body, body.TokenAt(start), "reverse");
            var low = ConstantText.Evaluate(ReadExpression(reverse ? start + 1 : start, dots), _variables);
            var high = ConstantText.Evaluate(ReadExpression(dots + 1, BodyTokens.Find(body, dots + 1, end, static token => token.Keyword == Keyword.By)), _variables);

            return !(long.TryParse(low, out var first) && long.TryParse(high, out var last) && (reverse ? first < last : first > last));
        }

        return true;
    }

    /// <summary>One statement without its semicolon, other than those of control flow.</summary>
    public void Run(int start, int end)
    {
        var first = body.TokenAt(start);

        if (start >= end)
        {
            return;
        }

        if (IsAssignment(start, out var value))
        {
            Assign(start, value, end);
        }
        else if (first.Keyword == Keyword.Execute)
        {
            Execute(start + 1, end);
        }
        else if (Is(first, "perform"))
        {
            ReadExpression(start + 1, end);
        }
        else if (Is(first, "open"))
        {
            Open(start, end);
        }
        else if (first.Keyword == Keyword.Rollback && body.TokenAt(start + 1).Keyword != Keyword.To && _conditions == 0 && _dead == 0)
        {
            Undo(0);
        }
        else if (Is(first, "return") || Is(first, "assert") || Is(first, "exit") || Is(first, "continue"))
        {
            Leave(start, end);
        }
        else if (!IsSilent(first))
        {
            RunSql(IntoClause.Without(body, start, end), start, end);
            ForgetInto(start, end);

            if (first.Keyword == Keyword.Commit)
            {
                _committed = Changes.Count;
            }
        }
        else
        {
            ForgetInto(start, end);

            // GET DIAGNOSTICS n = ROW_COUNT
            if (Is(first, "get"))
            {
                Forget(start + (Is(body.TokenAt(start + 1), "diagnostics") ? 2 : 3));
            }
        }
    }

    private void ForgetInto(int start, int end)
    {
        for (var position = start; position < end; position++)
        {
            if (body.TokenAt(position).Keyword == Keyword.Into)
            {
                Forget(position + 1);
            }
        }
    }

    private static bool IsQuery(Token token) =>
        token.Kind == TokenKind.LeftParenthesis || PrimaryReader.StartsQuery(token.Keyword)
        || token.Keyword is Keyword.Insert or Keyword.Update or Keyword.Delete or Keyword.Merge;

    // Nothing here touches more than variables and cursors.
    private bool IsSilent(Token first) =>
        first.Keyword is Keyword.Null or Keyword.Fetch or Keyword.Move or Keyword.Close || Is(first, "raise") || Is(first, "get");

    private bool Is(Token token, string word) => BodyTokens.IsWord(body, token, word);

    // name := …, name.field = …, name[1] := …
    private bool IsAssignment(int start, out int value)
    {
        value = start + 1;

        while (body.TokenAt(value).Kind is TokenKind.Dot)
        {
            value += 2;
        }

        if (body.TokenAt(value).Kind == TokenKind.LeftBracket)
        {
            value = BodyTokens.Find(body, value, int.MaxValue, static token => token.Kind is TokenKind.ColonEquals or TokenKind.Equal or TokenKind.Semicolon);
        }

        return body.TokenAt(value++).Kind is TokenKind.ColonEquals or TokenKind.Equal;
    }

    private void Assign(int start, int value, int end)
    {
        var name = TokenText.Identifier(body.Text, body.TokenAt(start));
        var text = ConstantText.Evaluate(ReadExpression(value, end), _variables);

        // In a trigger: another value for the row that is written.
        if (name == "new" && value == start + 4 && !_variables.ContainsKey(name))
        {
            var column = TokenText.Identifier(body.Text, body.TokenAt(start + 2));
            Add(new UpdateRows(new ObjectName(null, name)) { Columns = [column], Values = [TextOf(value, end)], Filter = RowFilter.Some, Where = _given.Count == 1 ? _given.Peek() : null }, SpanOf(start, end));
            return;
        }

        // Under a condition the variable may keep what it held.
        _variables[name] = _conditions == 0 && value == start + 2 ? text : null;
    }

    private void Leave(int start, int end)
    {
        var first = body.TokenAt(start);
        var when = BodyTokens.Find(body, start, end, static token => token.Keyword == Keyword.When);

        if (Is(first, "exit") || Is(first, "continue"))
        {
            if (when < end)
            {
                ReadExpression(when + 1, end);
            }
        }
        else if (BodyTokens.IsWord(body, body.TokenAt(start + 1), "query"))
        {
            ReturnQuery(start + 2, end);
        }
        else if (start + 1 < end)
        {
            ReadExpression(BodyTokens.IsWord(body, body.TokenAt(start + 1), "next") ? start + 2 : start + 1, end);
        }
    }

    private void ReturnQuery(int start, int end)
    {
        if (body.TokenAt(start).Keyword == Keyword.Execute)
        {
            Execute(start + 1, end);
        }
        else
        {
            RunSql(body.Part(start, end), start, end);
        }
    }

    // OPEN c FOR query, OPEN c FOR EXECUTE …; a bound cursor runs what was declared.
    private void Open(int start, int end)
    {
        var query = BodyTokens.Find(body, start, end, static token => token.Keyword == Keyword.For) + 1;

        if (query < end)
        {
            ReturnQuery(query, end);
        }
    }

    // EXECUTE text [INTO …] [USING …]
    private void Execute(int start, int end)
    {
        var stop = BodyTokens.Find(body, start, end, static token => token.Keyword is Keyword.Into or Keyword.Using);
        var expression = ReadExpression(start, stop);

        if (stop < end && body.TokenAt(stop).Keyword == Keyword.Using)
        {
            ReadExpression(stop + 1, BodyTokens.Find(body, stop, end, static token => token.Keyword == Keyword.Into));
        }

        var span = SpanOf(start - 1, end);
        ForgetInto(stop, end);

        if (ConstantText.Evaluate(expression, _variables) is not { } sql || body.BlockDepth >= BlockStatements.DeepestBlock)
        {
            if (ConstantText.Shape(expression, _variables) is { } shape && OpenText.IsHarmless(shape, body.BlockDepth))
            {
                return;
            }

            IsOpaque |= _dead == 0;
            Add(new RunDynamicSql(TextOf(start, stop)), span);
            return;
        }

        foreach (var statement in new ScriptReader(sql, body.BlockDepth + 1).Read())
        {
            foreach (var change in statement.Changes)
            {
                IsOpaque |= change is Unclassified;
                Add(change is Unclassified unread ? unread with { At = span.Start } : change, span);
            }
        }
    }

    private void RunSql(StatementParser statement, int start, int end)
    {
        StatementReader.Read(statement);
        var read = statement.Complete();
        OnlyQueries &= read.Kind == "SelectStmt" && read.Changes.All(static change => change is ReadRows);

        foreach (var change in read.Changes)
        {
            IsOpaque |= change is Unclassified;
            Add(change, change.Span.Length == 0 ? SpanOf(start, end) : change.Span);
        }
    }

    // Any expression of PL/pgSQL is what could stand behind SELECT.
    private (StatementParser Parser, SyntaxNode? Expression) ReadExpression(int start, int end)
    {
        var parser = new StatementParser(body.Text) { BlockDepth = body.BlockDepth };
        parser.Append(new Token(TokenKind.Word, Keyword.Select, body.TokenAt(start).Start, 0));
        body.CopyTo(parser, start, end);
        var (_, query) = DataStatements.ReadPreparable(parser);

        if (!parser.AtEnd)
        {
            parser.Fail("expected the end of the expression");
        }

        if (parser.Failed)
        {
            AddUnreadable(parser.FailureReason!, SpanOf(start, end));
            return (parser, null);
        }

        DataStatements.AddUses(parser, null);

        foreach (var change in parser.Draft.Changes)
        {
            Add(change, SpanOf(start, end));
        }

        return (parser, query?.Children is [_, { Kind: SyntaxKind.List, Children: [var only] }] ? only : null);
    }

    private void Add(Change change, Span span)
    {
        // What could not be read may not end where it seems to, so it counts everywhere.
        if (_dead == 0 || change is Unclassified)
        {
            Changes.Add(change with { Span = span, Certain = change.Certain && _conditions == 0 });
        }
    }

    private Span SpanOf(int start, int end) =>
        Span.Between(body.TokenAt(start).Start, Math.Max(body.TokenAt(end - 1).End, body.TokenAt(start).Start));

    private string TextOf(int start, int end)
    {
        var span = SpanOf(start, end);
        return body.Text.Substring(span.Start, span.Length);
    }
}
