using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Reads a script statement by statement. What one statement says never changes how the next is read.</summary>
internal sealed class ScriptReader(string text, int blockDepth = 0)
{
    private readonly StatementParser _parser = new(text) { BlockDepth = blockDepth };
    private readonly List<Statement> _statements = [];
    private readonly ScriptBranches _branches = new();

    public List<Statement> Read()
    {
        var lexer = new ScriptLexer(text);

        for (var token = lexer.Next(); token.Kind != TokenKind.End; token = lexer.Next())
        {
            switch (token.Kind)
            {
                case TokenKind.WhiteSpace or TokenKind.Comment:
                    break;
                case TokenKind.StatementEnd:
                    Finish();
                    break;
                case TokenKind.MetaCommand:
                    AddMetaCommand(token, lexer.IsInsideStatement);
                    break;
                case TokenKind.CopyData:
                    // In a branch that is passed over these lines are no data.
                    LoseBranches(_branches.Skips);
                    _statements.Add(new Statement { Span = token.Span, Kind = "CopyData", Changes = [] });
                    break;
                default:
                    _parser.Append(token);
                    break;
            }
        }

        Finish();
        NoteOtherStrings();
        return _statements;
    }

    // With this setting off a backslash in a plain string hides the quote behind it, and what follows was cut elsewhere.
    private void NoteOtherStrings()
    {
        for (var index = 0; index < _statements.Count; index++)
        {
            var statement = _statements[index];

            if (statement.Changes.Any(static change => change is SetSetting { Name: "standard_conforming_strings", Value: { } value } && value.ToLowerInvariant() is not ("on" or "true" or "yes" or "1"))
                && text.AsSpan(statement.Span.End).Contains('\\'))
            {
                _statements[index] = statement with { Changes = [.. statement.Changes, new Unclassified("expected strings in which a backslash is a backslash", statement.Span.Start) { Span = statement.Span }] };
            }
        }
    }

    private void AddMetaCommand(Token token, bool insideStatement)
    {
        if (insideStatement)
        {
            // psql would take the command out of the statement's text; nobody else would.
            LoseBranches(true);
            _parser.Append(token with { Kind = TokenKind.Invalid });
            return;
        }

        var query = _parser.HasTokens ? Span.Between(_parser.StartOffset, _parser.EndOffset) : default;
        var command = text.Substring(token.Start, token.Length).TrimEnd();
        FinishAt(command);
        var span = new Span(token.Start, command.Length);
        var change = new MetaCommand(command) { IsFollowed = _branches.Follow(command) || HarmlessCommands.Contains(command, text), Span = span };
        EquatableList<Change> changes = command.StartsWith("\\gexec", StringComparison.Ordinal)
            ? [change, new RunDynamicSql(text.Substring(query.Start, query.Length)) { Span = span }]
            : [change];
        _statements.Add(new Statement { Span = span, Kind = "MetaCommand", Changes = changes });
    }

    // \r throws away what stands before it.
    private void FinishAt(string command)
    {
        if (command is "\\r" or "\\reset")
        {
            _parser.Restart();
        }
        else
        {
            Finish();
        }
    }

    private void LoseBranches(bool isLost)
    {
        if (isLost)
        {
            _branches.Lose();
        }
    }

    private void Finish()
    {
        if (_parser.HasTokens)
        {
            StatementReader.Read(_parser);
            var statement = _parser.Complete();

            // What cannot be read may not end where it seems to, so it is kept.
            _statements.Add(_branches.Skips && !statement.Changes.Any(static change => change is Unclassified) ? statement with { Changes = [], NeedsAutocommit = false } : statement);
            _parser.Restart();
        }
    }
}
