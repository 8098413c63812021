using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>ALTER TYPE and ALTER DOMAIN.</summary>
internal static class AlterTypeStatements
{
    /// <summary>Behind ALTER.</summary>
    public static void Read(StatementParser parser)
    {
        parser.Expect(Keyword.Type);
        var name = parser.ReadQualifiedName();
        var type = new ObjectId(ObjectKind.Type, name);

        if (parser.Is(Keyword.Add, Keyword.Value))
        {
            ReadAddValue(parser, name);
        }
        else if (parser.Is(Keyword.Rename, Keyword.Value))
        {
            ReadRenameValue(parser, name);
        }
        else if (parser.Is(Keyword.Rename, Keyword.Attribute))
        {
            ReadRenameAttribute(parser, name);
        }
        else if (parser.Ahead(1).Keyword == Keyword.Attribute)
        {
            ReadAttributes(parser, name);
        }
        else if (!OwnershipStatements.TryRead(parser, type, newName => new RenameType(name, newName)))
        {
            ReadSet(parser, name);
        }
    }

    /// <summary>ALTER DOMAIN, behind ALTER.</summary>
    public static void ReadDomain(StatementParser parser)
    {
        parser.Expect(Keyword.Domain);
        var name = parser.ReadQualifiedName();
        var start = parser.Position;

        if (parser.Accept(Keyword.Rename, Keyword.Constraint))
        {
            parser.Draft.Kind = "RenameStmt";
            parser.ReadName();
            parser.Expect(Keyword.To);
            parser.ReadName();
            parser.Draft.Add(new AlterType(name, parser.TextFrom(start)) { IsDomain = true });
            return;
        }

        if (OwnershipStatements.TryRead(parser, new ObjectId(ObjectKind.Type, name), newName => new RenameType(name, newName)))
        {
            return;
        }

        parser.Draft.Kind = "AlterDomainStmt";
        ReadDomainCommand(parser, new AlterType(name, "") { IsDomain = true }, start);
        parser.Uses.Clear();
    }

    private static void ReadDomainCommand(StatementParser parser, AlterType change, int start)
    {
        switch (parser.Keyword)
        {
            case Keyword.Add:
                parser.Advance();
                change = change with { AddedConstraint = ConstraintReader.ReadOfDomain(parser) };
                change = change.AddedConstraint?.Kind == ConstraintKind.NotNull ? change with { NotNull = true } : change;
                break;
            case Keyword.Validate:
                parser.Advance();
                parser.Expect(Keyword.Constraint);
                parser.ReadName();
                break;
            case Keyword.Drop when parser.Ahead(1).Keyword == Keyword.Constraint:
                parser.Advance();
                parser.Advance();
                parser.AcceptIfExists();
                parser.ReadName();
                parser.AcceptCascade();
                break;
            case Keyword.Set or Keyword.Drop:
                change = ReadSetOrDrop(parser, change);
                break;
            default:
                parser.Fail("expected a command of ALTER DOMAIN");
                break;
        }

        parser.Draft.Add(change with { What = parser.TextFrom(start) });
    }

    private static AlterType ReadSetOrDrop(StatementParser parser, AlterType change)
    {
        var sets = parser.Is(Keyword.Set);
        parser.Advance();

        if (parser.Accept(Keyword.Not))
        {
            parser.Expect(Keyword.Null);
            return change with { NotNull = sets };
        }

        parser.Expect(Keyword.Default);

        if (sets)
        {
            parser.ReadExpression();
        }

        return change;
    }

    private static void ReadAddValue(StatementParser parser, ObjectName name)
    {
        parser.Draft.Kind = "AlterEnumStmt";
        parser.Advance();
        parser.Advance();
        var ifNotExists = parser.AcceptIfNotExists();
        var change = new AddEnumValue(name, parser.ReadString()) { IfNotExists = ifNotExists };

        if (parser.Accept(Keyword.Before))
        {
            change = change with { Before = parser.ReadString() };
        }
        else if (parser.Accept(Keyword.After))
        {
            change = change with { After = parser.ReadString() };
        }

        parser.Draft.Add(change);
    }

    private static void ReadRenameValue(StatementParser parser, ObjectName name)
    {
        parser.Draft.Kind = "AlterEnumStmt";
        parser.Advance();
        parser.Advance();
        var value = parser.ReadString();
        parser.Expect(Keyword.To);
        parser.Draft.Add(new RenameEnumValue(name, value, parser.ReadString()));
    }

    private static void ReadRenameAttribute(StatementParser parser, ObjectName name)
    {
        parser.Draft.Kind = "RenameStmt";
        var start = parser.Position;
        parser.Advance();
        parser.Advance();
        parser.ReadName();
        parser.Expect(Keyword.To);
        parser.ReadName();
        parser.AcceptCascade();
        parser.Draft.Add(new AlterType(name, parser.TextFrom(start)));
    }

    // A composite type is altered by the commands of a table.
    private static void ReadAttributes(StatementParser parser, ObjectName name)
    {
        parser.Draft.Kind = "AlterTableStmt";
        parser.Draft.SetRelation(name);

        do
        {
            var start = parser.Position;
            var verb = parser.Keyword;
            parser.Advance();
            parser.Expect(Keyword.Attribute);
            var change = ReadAttribute(parser, verb, new AlterType(name, ""));
            parser.AcceptCascade();
            parser.Draft.Add(change with { What = parser.TextFrom(start), Span = parser.SpanFrom(start) });
        }
        while (parser.Accept(TokenKind.Comma));
    }

    private static AlterType ReadAttribute(StatementParser parser, Keyword verb, AlterType change)
    {
        switch (verb)
        {
            case Keyword.Add:
                parser.Draft.AddSubkind("AT_AddColumn");
                return change with { Field = TypeStatements.ReadField(parser) };
            case Keyword.Drop:
                parser.Draft.AddSubkind("AT_DropColumn");
                parser.AcceptIfExists();
                return change with { DroppedField = parser.ReadName() };
            case Keyword.Alter:
                parser.Draft.AddSubkind("AT_AlterColumnType");
                var name = parser.ReadName();
                parser.Accept(Keyword.Set, Keyword.Data);
                parser.Expect(Keyword.Type);
                var field = new ColumnDefinition { Name = name, Type = parser.ReadType() };
                return change with { Field = parser.Accept(Keyword.Collate) ? field with { Collation = parser.ReadQualifiedName().Name } : field };
            default:
                parser.Fail("expected ADD, DROP or ALTER");
                return change;
        }
    }

    private static void ReadSet(StatementParser parser, ObjectName name)
    {
        parser.Draft.Kind = "AlterTypeStmt";
        var start = parser.Position;
        parser.Expect(Keyword.Set);
        TableOptions.ReadParameters(parser);
        parser.Draft.Add(new AlterType(name, parser.TextFrom(start)));
    }
}
