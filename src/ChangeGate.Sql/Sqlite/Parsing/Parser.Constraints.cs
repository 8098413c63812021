using ChangeGate.Changes;
using ChangeGate.Sql.Sqlite.Lexing;
using ChangeGate.Sql.Sqlite.Syntax;

namespace ChangeGate.Sql.Sqlite.Parsing;

/// <summary>Constraints of columns and of tables.</summary>
internal sealed partial class Parser
{
    /// <summary>The column of <c>PRIMARY KEY (id AUTOINCREMENT)</c>.</summary>
    private string? _autoIncremented;

    /// <summary>A constraint in the definition of <paramref name="column"/>; null where none follows.</summary>
    private ConstraintDefinition? ColumnConstraint(string column)
    {
        switch (Current.Keyword)
        {
            case Keyword.Primary:
                _cursor.Advance();
                _cursor.Take(Keyword.Key);
                var descending = SortOrder();
                return new ConstraintDefinition
                {
                    Kind = ConstraintKind.PrimaryKey,
                    Columns = [column],
                    Expression = descending ? $"{SqliteNames.Quote(column)} DESC" : null,
                    OnConflict = OnConflict(),
                };
            case Keyword.Unique:
                _cursor.Advance();
                return new ConstraintDefinition { Kind = ConstraintKind.Unique, Columns = [column], OnConflict = OnConflict() };
            case Keyword.Check:
                _cursor.Advance();
                return new ConstraintDefinition { Kind = ConstraintKind.Check, Expression = ExpressionInParentheses(), OnConflict = OnConflict() };
            case Keyword.References:
                return new ConstraintDefinition { Kind = ConstraintKind.ForeignKey, Columns = [column], References = References() };
            default:
                return null;
        }
    }

    private bool AtTableConstraint() =>
        Current.Keyword is Keyword.Constraint or Keyword.Primary or Keyword.Unique or Keyword.Check or Keyword.Foreign;

    // The commas between them may be left out (parse.y, tconscomma).
    private void TableConstraints(List<ConstraintDefinition> constraints)
    {
        bool followed;

        do
        {
            string? name = null;

            while (_cursor.TryTake(Keyword.Constraint))
            {
                name = Name("expected the name of a constraint");
            }

            if (AtTableConstraint())
            {
                constraints.Add(TableConstraint() with { Name = name });
            }
            else if (name is null)
            {
                _cursor.Fail("expected a constraint");
            }

            followed = _cursor.TryTake(TokenKind.Comma);
        }
        while (!_cursor.HasFailed && (followed || !_cursor.At(TokenKind.RightParenthesis)));
    }

    private ConstraintDefinition TableConstraint()
    {
        var keyword = Current.Keyword;
        _cursor.Advance();

        return keyword switch
        {
            Keyword.Primary => PrimaryKey(),
            Keyword.Unique => Keys(ConstraintKind.Unique),
            Keyword.Check => new ConstraintDefinition { Kind = ConstraintKind.Check, Expression = ExpressionInParentheses(), OnConflict = OnConflict() },
            _ => ForeignKey(),
        };
    }

    private ConstraintDefinition PrimaryKey()
    {
        _cursor.Take(Keyword.Key);
        return Keys(ConstraintKind.PrimaryKey);
    }

    private ConstraintDefinition Keys(ConstraintKind kind)
    {
        _cursor.Take(TokenKind.LeftParenthesis, "expected columns in parentheses");
        var start = Current.Start;
        var elements = IndexElements();
        var text = _cursor.SliceFrom(start);

        if (kind == ConstraintKind.PrimaryKey && _cursor.TryTake(Keyword.Autoincrement))
        {
            _autoIncremented = elements[0].Column;
        }

        CloseParenthesis();
        return new ConstraintDefinition
        {
            Kind = kind,
            Columns = [.. elements.Select(element => element.Column ?? element.Expression ?? "")],
            Expression = elements.All(element => element is { Descending: false, Collation: null }) ? null : text,
            OnConflict = OnConflict(),
        };
    }

    /// <summary>ON CONFLICT in upper case; null where there is none or it says what holds anyway.</summary>
    private string? OnConflict()
    {
        if (!_cursor.TryTake(Keyword.On, Keyword.Conflict))
        {
            return null;
        }

        var resolution = Resolution();
        return resolution == "ABORT" ? null : resolution;
    }

    private string Resolution()
    {
        if (Current.Keyword is not (Keyword.Rollback or Keyword.Abort or Keyword.Fail or Keyword.Ignore or Keyword.Replace))
        {
            _cursor.Fail("expected ROLLBACK, ABORT, FAIL, IGNORE or REPLACE");
            return "";
        }

        var resolution = Current.Keyword.ToString().ToUpperInvariant();
        _cursor.Advance();
        return resolution;
    }
}
