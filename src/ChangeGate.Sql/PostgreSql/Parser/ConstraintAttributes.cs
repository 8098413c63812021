using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>DEFERRABLE, INITIALLY DEFERRED, NOT VALID, NO INHERIT, ENFORCED and their opposites.</summary>
internal static class ConstraintAttributes
{
    public static bool IsNext(StatementParser parser) => parser.Keyword switch
    {
        Keyword.Deferrable or Keyword.Enforced or Keyword.Initially => true,
        Keyword.Not => parser.Ahead(1).Keyword is Keyword.Deferrable or Keyword.Valid or Keyword.Enforced,
        Keyword.No => parser.Ahead(1).Keyword == Keyword.Inherit,
        _ => false,
    };

    public static ConstraintDefinition ReadAll(StatementParser parser, ConstraintDefinition constraint)
    {
        while (IsNext(parser))
        {
            constraint = Read(parser, constraint);
        }

        return constraint;
    }

    public static ConstraintDefinition Read(StatementParser parser, ConstraintDefinition constraint)
    {
        if (parser.Accept(Keyword.Initially))
        {
            var deferred = parser.ExpectOneOf(Keyword.Deferred, Keyword.Immediate).Text == "DEFERRED";
            return constraint with { InitiallyDeferred = deferred, Deferrable = constraint.Deferrable || deferred };
        }

        if (parser.Accept(Keyword.Deferrable))
        {
            return constraint with { Deferrable = true };
        }

        if (parser.Accept(Keyword.Enforced))
        {
            return constraint;
        }

        if (parser.Accept(Keyword.No))
        {
            parser.Expect(Keyword.Inherit);
            return constraint with { NoInherit = true };
        }

        parser.Expect(Keyword.Not);
        var what = parser.Keyword;
        parser.Advance();

        return what switch
        {
            Keyword.Valid => constraint with { NotValid = true },
            Keyword.Enforced => constraint with { NotEnforced = true },
            _ => constraint,
        };
    }
}
