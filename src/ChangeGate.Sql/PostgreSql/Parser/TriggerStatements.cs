using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Triggers of tables and event triggers.</summary>
internal static class TriggerStatements
{
    /// <summary>Behind CREATE [OR REPLACE].</summary>
    public static void ReadCreate(StatementParser parser, bool orReplace)
    {
        parser.Draft.Kind = "CreateTrigStmt";
        var isConstraint = parser.Accept(Keyword.Constraint);
        parser.Expect(Keyword.Trigger);
        var name = parser.ReadName();
        ReadTime(parser);
        parser.Expect(Keyword.On);
        var table = parser.ReadQualifiedName();

        if (isConstraint)
        {
            ReadConstraintClauses(parser);
        }

        ReadReferencing(parser);
        ReadForEach(parser);

        var when = parser.Accept(Keyword.When) ? ConstraintReader.ReadParenthesizedText(parser) : null;
        var function = ReadFunction(parser);
        parser.Uses.Clear();
        parser.Draft.Add(new CreateTrigger(table, name) { Definition = parser.StatementText, Function = function, When = when, OrReplace = orReplace });
    }

    /// <summary>Behind ALTER.</summary>
    public static void ReadAlter(StatementParser parser)
    {
        parser.Expect(Keyword.Trigger);
        var name = parser.ReadName();
        parser.Expect(Keyword.On);
        var table = parser.ReadQualifiedName();
        var trigger = new ObjectId(ObjectKind.Trigger, table, name);

        if (parser.Is(Keyword.Rename) || parser.Keyword is Keyword.Depends or Keyword.No)
        {
            OwnershipStatements.TryRead(parser, trigger, newName => new RenameTrigger(table, name, newName));
        }
        else
        {
            parser.Fail("expected RENAME TO or DEPENDS ON EXTENSION");
        }
    }

    /// <summary>EVENT TRIGGER, behind CREATE.</summary>
    public static void ReadCreateEvent(StatementParser parser)
    {
        parser.Draft.Kind = "CreateEventTrigStmt";
        parser.Advance();
        parser.Advance();
        var name = parser.ReadName();
        parser.Expect(Keyword.On);
        parser.ReadLabel();

        if (parser.Accept(Keyword.When))
        {
            do
            {
                parser.ReadName();
                parser.Expect(Keyword.In);
                parser.ExpectLeft();

                do
                {
                    parser.ReadString();
                }
                while (parser.Accept(TokenKind.Comma));

                parser.ExpectRight();
            }
            while (parser.Accept(Keyword.And));
        }

        var function = ReadFunction(parser);
        parser.Draft.Add(new ChangeOther("create", EventTrigger(name)) { Functions = [function] });
    }

    /// <summary>EVENT TRIGGER, behind ALTER.</summary>
    public static void ReadAlterEvent(StatementParser parser)
    {
        parser.Advance();
        parser.Advance();
        var trigger = EventTrigger(parser.ReadName());

        if (OwnershipStatements.TryRead(parser, trigger))
        {
            return;
        }

        parser.Draft.Kind = "AlterEventTrigStmt";

        var enables = parser.Accept(Keyword.Enable);

        if (!enables)
        {
            parser.Expect(Keyword.Disable);
        }
        else if (!parser.Accept(Keyword.Replica))
        {
            parser.Accept(Keyword.Always);
        }

        parser.Draft.Add(new ChangeOther("alter", trigger) { Enables = enables });
    }

    private static ObjectId EventTrigger(string name) => new(ObjectKind.Other, new ObjectName(null, name), "event trigger");

    private static void ReadConstraintClauses(StatementParser parser)
    {
        if (parser.Accept(Keyword.From))
        {
            parser.ReadQualifiedName();
        }

        ConstraintAttributes.ReadAll(parser, new ConstraintDefinition { Kind = ConstraintKind.Check });
    }

    private static void ReadTime(StatementParser parser)
    {
        if (parser.Accept(Keyword.Instead))
        {
            parser.Expect(Keyword.Of);
        }
        else
        {
            parser.ExpectOneOf(Keyword.Before, Keyword.After);
        }

        do
        {
            if (parser.Accept(Keyword.Update))
            {
                if (parser.Accept(Keyword.Of))
                {
                    parser.ReadNames();
                }
            }
            else if (!parser.Accept(Keyword.Insert) && !parser.Accept(Keyword.Delete) && !parser.Accept(Keyword.Truncate))
            {
                parser.Fail("expected an event of the trigger");
            }
        }
        while (parser.Accept(Keyword.Or));
    }

    private static void ReadReferencing(StatementParser parser)
    {
        if (!parser.Accept(Keyword.Referencing))
        {
            return;
        }

        do
        {
            parser.ExpectOneOf(Keyword.New, Keyword.Old);
            parser.ExpectOneOf(Keyword.Table, Keyword.Row);
            parser.Accept(Keyword.As);
            parser.ReadName();
        }
        while (parser.Keyword is Keyword.New or Keyword.Old);
    }

    private static void ReadForEach(StatementParser parser)
    {
        if (parser.Accept(Keyword.For))
        {
            parser.Accept(Keyword.Each);
            parser.ExpectOneOf(Keyword.Row, Keyword.Statement);
        }
    }

    private static ObjectName ReadFunction(StatementParser parser)
    {
        parser.Expect(Keyword.Execute);
        parser.ExpectOneOf(Keyword.Function, Keyword.Procedure);
        var function = parser.ReadFunctionName();
        parser.ExpectLeft();

        if (!parser.Is(TokenKind.RightParenthesis))
        {
            do
            {
                ReadArgument(parser);
            }
            while (parser.Accept(TokenKind.Comma));
        }

        parser.ExpectRight();
        return function;
    }

    private static void ReadArgument(StatementParser parser)
    {
        if (parser.Current.IsString || parser.Kind is TokenKind.Integer or TokenKind.Decimal)
        {
            parser.Advance();
        }
        else
        {
            parser.ReadLabel();
        }
    }
}
