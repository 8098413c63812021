using ChangeGate.Changes;
using ChangeGate.Sql.Sqlite.Lexing;

namespace ChangeGate.Sql.Sqlite.Parsing;

/// <summary>Column definitions: CREATE TABLE and ALTER TABLE ADD COLUMN.</summary>
internal sealed partial class Parser
{
    private const string ExpectedColumn = "expected the name of a column";

    private ColumnDefinition Column(List<ConstraintDefinition> constraints)
    {
        var column = new ColumnDefinition { Name = Name(ExpectedColumn), Type = DeclaredType() };
        string? constraintName = null;

        while (!_cursor.HasFailed)
        {
            if (_cursor.TryTake(Keyword.Constraint))
            {
                constraintName = Name("expected the name of a constraint");
                continue;
            }

            var constraint = ColumnConstraint(column.Name);

            if (constraint is not null)
            {
                constraints.Add(constraint with { Name = constraintName });
                column = constraint.Kind == ConstraintKind.PrimaryKey && _cursor.TryTake(Keyword.Autoincrement)
                    ? column with { AutoIncrement = true }
                    : column;
            }
            else if (ColumnProperty(column) is { } larger)
            {
                column = larger;
            }
            else if (!DeferralAfter(constraints))
            {
                break;
            }

            constraintName = null;
        }

        return column;
    }

    /// <summary>A type of any words, with one or two numbers: SQLite takes every name.</summary>
    private DataType DeclaredType()
    {
        var words = new List<string>();

        while (IsPlainName(Current) && !(_cursor.At(Keyword.Generated) && _cursor.Next.Keyword == Keyword.Always && _cursor.Second.Keyword == Keyword.As))
        {
            words.Add(Name("expected a type").ToUpperInvariant());
        }

        var modifiers = new List<string>();

        if (words.Count > 0 && _cursor.TryTake(TokenKind.LeftParenthesis))
        {
            do
            {
                modifiers.Add(SignedNumber());
            }
            while (modifiers.Count < 2 && _cursor.TryTake(TokenKind.Comma));

            CloseParenthesis();
        }

        return new DataType(null, string.Join(' ', words), [.. modifiers]);
    }

    private string SignedNumber()
    {
        var start = Current.Start;
        _ = _cursor.TryTake(TokenKind.Plus) || _cursor.TryTake(TokenKind.Minus);

        if (!_cursor.TryTake(TokenKind.Integer))
        {
            _cursor.Take(TokenKind.Float, "expected a number");
        }

        return _cursor.SliceFrom(start);
    }

    /// <summary>What becomes part of the column itself; null where nothing of the kind follows.</summary>
    private ColumnDefinition? ColumnProperty(ColumnDefinition column)
    {
        switch (Current.Keyword)
        {
            case Keyword.Not when _cursor.Next.Keyword == Keyword.Null:
                _cursor.Advance();
                _cursor.Advance();
                var resolution = OnConflict();
                return column with { NotNull = true, Options = resolution is null ? column.Options : [$"not null on conflict {resolution.ToLowerInvariant()}"] };
            case Keyword.Null:
                _cursor.Advance();
                OnConflict();
                return column;
            case Keyword.Default:
                _cursor.Advance();
                return column with { Default = DefaultValue() };
            case Keyword.Collate:
                _cursor.Advance();
                return column with { Collation = Name("expected the name of a collation") };
            case Keyword.Generated or Keyword.As:
                return GeneratedColumn(column);
            default:
                return null;
        }
    }

    private string DefaultValue()
    {
        var start = Current.Start;

        if (_cursor.TryTake(TokenKind.LeftParenthesis))
        {
            Expression();
            CloseParenthesis();
        }
        else if (IsPlainName(Current) && Current.Kind != TokenKind.String)
        {
            _cursor.Advance();
        }
        else
        {
            Term();
        }

        return _cursor.SliceFrom(start);
    }

    private void Term()
    {
        _ = _cursor.TryTake(TokenKind.Plus) || _cursor.TryTake(TokenKind.Minus);

        if (Current.Kind is TokenKind.Integer or TokenKind.Float or TokenKind.String or TokenKind.Blob
            || Current.Keyword is Keyword.Null or Keyword.Current_Date or Keyword.Current_Time or Keyword.Current_Timestamp)
        {
            _cursor.Advance();
            return;
        }

        _cursor.Fail("expected a constant or an expression in parentheses");
    }

    private ColumnDefinition GeneratedColumn(ColumnDefinition column)
    {
        if (_cursor.TryTake(Keyword.Generated))
        {
            _cursor.Take(Keyword.Always);
        }

        _cursor.Take(Keyword.As);
        var expression = ExpressionInParentheses();
        var kind = GeneratedKind.Virtual;

        if (AtWord("stored"))
        {
            _cursor.Advance();
            kind = GeneratedKind.Stored;
        }
        else
        {
            _cursor.TryTake(Keyword.Virtual);
        }

        return column with { Generated = kind, GenerationExpression = expression };
    }

    /// <summary>The text between the parentheses.</summary>
    private string ExpressionInParentheses()
    {
        _cursor.Take(TokenKind.LeftParenthesis, "expected an expression in parentheses");
        var start = Current.Start;
        Expression();
        var text = _cursor.SliceFrom(start);
        CloseParenthesis();
        return text;
    }
}
