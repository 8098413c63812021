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

    private ConstraintDefinition ForeignKey()
    {
        _cursor.Take(Keyword.Key);
        var columns = NameList(ExpectedColumn);

        if (!_cursor.At(Keyword.References))
        {
            _cursor.Fail("expected REFERENCES");
        }

        var constraint = new ConstraintDefinition { Kind = ConstraintKind.ForeignKey, Columns = [.. columns], References = References() };
        return Deferral() is { } deferral ? constraint with { Deferrable = deferral.Deferrable, InitiallyDeferred = deferral.Deferred } : constraint;
    }

    private ForeignKeyReference References()
    {
        _cursor.Advance();
        var table = Name(ExpectedTable);
        var columns = OptionalNameList(ExpectedColumn);
        var reference = new ForeignKeyReference(new ObjectName(null, table), [.. columns]);

        while (!_cursor.HasFailed)
        {
            if (_cursor.TryTake(Keyword.On))
            {
                reference = WithAction(reference);
            }
            else if (_cursor.TryTake(Keyword.Match))
            {
                var match = Name("expected FULL, PARTIAL or SIMPLE");
                reference = reference with { MatchFull = match.Equals("full", StringComparison.OrdinalIgnoreCase) };
            }
            else
            {
                break;
            }
        }

        return reference;
    }

    private ForeignKeyReference WithAction(ForeignKeyReference reference)
    {
        var keyword = Current.Keyword;

        if (keyword is not (Keyword.Delete or Keyword.Update or Keyword.Insert))
        {
            _cursor.Fail("expected DELETE or UPDATE");
            return reference;
        }

        _cursor.Advance();
        var action = Action();

        return keyword switch
        {
            Keyword.Delete => reference with { OnDelete = action },
            Keyword.Update => reference with { OnUpdate = action },
            _ => reference,
        };
    }

    private ReferentialAction Action()
    {
        if (_cursor.TryTake(Keyword.Cascade))
        {
            return ReferentialAction.Cascade;
        }

        if (_cursor.TryTake(Keyword.Restrict))
        {
            return ReferentialAction.Restrict;
        }

        if (_cursor.TryTake(Keyword.Set, Keyword.Null))
        {
            return ReferentialAction.SetNull;
        }

        if (_cursor.TryTake(Keyword.Set, Keyword.Default))
        {
            return ReferentialAction.SetDefault;
        }

        if (!_cursor.TryTake(Keyword.No, Keyword.Action))
        {
            _cursor.Fail("expected CASCADE, RESTRICT, SET NULL, SET DEFAULT or NO ACTION");
        }

        return ReferentialAction.NoAction;
    }

    private bool DeferralAfter(List<ConstraintDefinition> constraints)
    {
        if (Deferral() is not { } deferral)
        {
            return false;
        }

        if (constraints is [.., { Kind: ConstraintKind.ForeignKey } last])
        {
            constraints[^1] = last with { Deferrable = deferral.Deferrable, InitiallyDeferred = deferral.Deferred };
        }

        return true;
    }

    private (bool Deferrable, bool Deferred)? Deferral()
    {
        var deferrable = !_cursor.TryTake(Keyword.Not, Keyword.Deferrable);

        if (deferrable && !_cursor.TryTake(Keyword.Deferrable))
        {
            return null;
        }

        if (!_cursor.TryTake(Keyword.Initially))
        {
            return (deferrable, false);
        }

        if (_cursor.TryTake(Keyword.Deferred))
        {
            return (deferrable, deferrable);
        }

        _cursor.Take(Keyword.Immediate);
        return (deferrable, false);
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
