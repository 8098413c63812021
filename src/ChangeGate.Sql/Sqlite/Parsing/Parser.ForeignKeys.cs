using ChangeGate.Changes;
using ChangeGate.Sql.Sqlite.Lexing;

namespace ChangeGate.Sql.Sqlite.Parsing;

/// <summary>FOREIGN KEY and REFERENCES (foreignkeys.html).</summary>
internal sealed partial class Parser
{
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
}
