using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Parser;

internal static class ConstraintReader
{
    /// <summary>A constraint of a table begins here (and no column).</summary>
    public static bool IsNext(StatementParser parser) => parser.Keyword switch
    {
        Keyword.Constraint or Keyword.Check or Keyword.Unique or Keyword.Primary or Keyword.Foreign => true,
        Keyword.Exclude => parser.Ahead(1).Kind == TokenKind.LeftParenthesis || parser.Ahead(1).Keyword == Keyword.Using,
        Keyword.Not => parser.Ahead(1).Keyword == Keyword.Null,
        _ => false,
    };

    /// <summary>A constraint of a table, with its name if it has one.</summary>
    public static ConstraintDefinition Read(StatementParser parser)
    {
        var name = parser.Accept(Keyword.Constraint) ? parser.ReadName() : null;
        return ConstraintAttributes.ReadAll(parser, ReadElement(parser, name));
    }

    /// <summary>A constraint written in the definition of a column.</summary>
    public static ConstraintDefinition ReadInColumn(StatementParser parser, string? name, string column)
    {
        switch (parser.Keyword)
        {
            case Keyword.Check:
                parser.Advance();
                return new ConstraintDefinition { Name = name, Kind = ConstraintKind.Check, Columns = [column], Expression = ReadParenthesizedText(parser) };
            case Keyword.References:
                return new ConstraintDefinition { Name = name, Kind = ConstraintKind.ForeignKey, Columns = [column], References = ReadReference(parser) };
            default:
                return ReadIndexOptions(parser, ReadKey(parser, name) with { Columns = [column] });
        }
    }

    /// <summary>An expression in parentheses, as written without them.</summary>
    public static string ReadParenthesizedText(StatementParser parser)
    {
        parser.ExpectLeft();
        var start = parser.Position;
        parser.ReadExpression();
        var text = parser.TextFrom(start);
        parser.ExpectRight();
        return text;
    }

    /// <summary>The constraint of a domain: CHECK, NOT NULL or NULL.</summary>
    public static ConstraintDefinition? ReadOfDomain(StatementParser parser)
    {
        var name = parser.Accept(Keyword.Constraint) ? parser.ReadName() : null;

        if (parser.Accept(Keyword.Check))
        {
            return ConstraintAttributes.ReadAll(
                parser,
                new ConstraintDefinition { Name = name, Kind = ConstraintKind.Check, Expression = ReadParenthesizedText(parser) });
        }

        if (parser.Accept(Keyword.Null))
        {
            return null;
        }

        parser.Expect(Keyword.Not);
        parser.Expect(Keyword.Null);
        return ConstraintAttributes.ReadAll(parser, new ConstraintDefinition { Name = name, Kind = ConstraintKind.NotNull });
    }

    private static ConstraintDefinition ReadElement(StatementParser parser, string? name)
    {
        switch (parser.Keyword)
        {
            case Keyword.Check:
                parser.Advance();
                return new ConstraintDefinition { Name = name, Kind = ConstraintKind.Check, Expression = ReadParenthesizedText(parser) };
            case Keyword.Not:
                parser.Advance();
                parser.Expect(Keyword.Null);
                return new ConstraintDefinition { Name = name, Kind = ConstraintKind.NotNull, Columns = [parser.ReadName()] };
            case Keyword.Foreign:
                parser.Advance();
                parser.Expect(Keyword.Key);
                var columns = ReadKeyColumns(parser);
                return new ConstraintDefinition { Name = name, Kind = ConstraintKind.ForeignKey, Columns = columns, References = ReadReference(parser) };
            case Keyword.Exclude:
                return ReadExclusion(parser, name);
            case Keyword.Unique or Keyword.Primary:
                return ReadTableKey(parser, name);
            default:
                parser.Fail("expected a constraint");
                return new ConstraintDefinition { Kind = ConstraintKind.Check };
        }
    }

    // PRIMARY KEY or UNIQUE [NULLS [NOT] DISTINCT]
    private static ConstraintDefinition ReadKey(StatementParser parser, string? name)
    {
        if (parser.Accept(Keyword.Primary))
        {
            parser.Expect(Keyword.Key);
            return new ConstraintDefinition { Name = name, Kind = ConstraintKind.PrimaryKey };
        }

        parser.Expect(Keyword.Unique);
        return new ConstraintDefinition { Name = name, Kind = ConstraintKind.Unique, NullsNotDistinct = ReadNullsNotDistinct(parser) };
    }

    public static bool ReadNullsNotDistinct(StatementParser parser)
    {
        if (!parser.Accept(Keyword.Nulls))
        {
            return false;
        }

        var not = parser.Accept(Keyword.Not);
        parser.Expect(Keyword.Distinct);
        return not;
    }

    private static ConstraintDefinition ReadTableKey(StatementParser parser, string? name)
    {
        var key = ReadKey(parser, name);

        if (parser.Accept(Keyword.Using, Keyword.Index))
        {
            return key with { UsingIndex = parser.ReadName() };
        }

        key = key with { Columns = ReadKeyColumns(parser) };

        if (parser.Accept(Keyword.Include))
        {
            key = key with { Include = [.. parser.ReadColumnList()] };
        }

        return ReadIndexOptions(parser, key);
    }

    // Columns, the last perhaps with WITHOUT OVERLAPS or behind PERIOD (PostgreSQL 18).
    private static EquatableList<string> ReadKeyColumns(StatementParser parser)
    {
        var columns = new List<string>();
        parser.ExpectLeft();

        do
        {
            if (parser.Is(Keyword.Period) && parser.Ahead(1).Kind is TokenKind.Word or TokenKind.QuotedIdentifier)
            {
                parser.Advance();
            }

            columns.Add(parser.ReadName());
            parser.Accept(Keyword.Without, Keyword.Overlaps);
        }
        while (parser.Accept(TokenKind.Comma));

        parser.ExpectRight();
        return [.. columns];
    }

    private static ConstraintDefinition ReadIndexOptions(StatementParser parser, ConstraintDefinition constraint)
    {
        if (parser.Accept(Keyword.With))
        {
            TableOptions.ReadParameters(parser);
        }

        if (parser.Accept(Keyword.Using, Keyword.Index, Keyword.Tablespace))
        {
            parser.ReadName();
        }

        return constraint;
    }

    private static ConstraintDefinition ReadExclusion(StatementParser parser, string? name)
    {
        parser.Advance();
        var start = parser.Position;
        TableOptions.ReadMethod(parser);
        parser.ExpectLeft();
        var columns = new List<string>();

        do
        {
            if (IndexStatements.ReadElement(parser).Column is { } column)
            {
                columns.Add(column);
            }

            parser.Expect(Keyword.With);
            parser.ReadOperator();
        }
        while (parser.Accept(TokenKind.Comma));

        parser.ExpectRight();
        var constraint = new ConstraintDefinition { Name = name, Kind = ConstraintKind.Exclusion, Columns = [.. columns] };

        if (parser.Accept(Keyword.Include))
        {
            constraint = constraint with { Include = [.. parser.ReadColumnList()] };
        }

        constraint = ReadIndexOptions(parser, constraint);

        if (parser.Accept(Keyword.Where))
        {
            ReadParenthesizedText(parser);
        }

        return constraint with { Expression = parser.TextFrom(start) };
    }

    private static ForeignKeyReference ReadReference(StatementParser parser)
    {
        parser.Expect(Keyword.References);
        var table = parser.ReadQualifiedName();
        var columns = parser.Is(TokenKind.LeftParenthesis) ? ReadKeyColumns(parser) : [];
        var reference = new ForeignKeyReference(table, columns);

        if (parser.Accept(Keyword.Match))
        {
            reference = reference with { MatchFull = parser.Is(Keyword.Full) };

            if (parser.Keyword is not (Keyword.Full or Keyword.Partial or Keyword.Simple))
            {
                parser.Fail("expected FULL, PARTIAL or SIMPLE");
            }

            parser.Advance();
        }

        while (parser.Is(Keyword.On))
        {
            parser.Advance();
            var deletes = parser.ExpectOneOf(Keyword.Delete, Keyword.Update).Text == "DELETE";
            var action = ReadAction(parser);
            reference = deletes ? reference with { OnDelete = action } : reference with { OnUpdate = action };
        }

        return reference;
    }

    private static ReferentialAction ReadAction(StatementParser parser)
    {
        if (parser.Accept(Keyword.No))
        {
            parser.Expect(Keyword.Action);
            return ReferentialAction.NoAction;
        }

        if (parser.Accept(Keyword.Cascade))
        {
            return ReferentialAction.Cascade;
        }

        if (parser.Accept(Keyword.Restrict))
        {
            return ReferentialAction.Restrict;
        }

        parser.Expect(Keyword.Set);
        var action = parser.ExpectOneOf(Keyword.Null, Keyword.Default).Text == "NULL" ? ReferentialAction.SetNull : ReferentialAction.SetDefault;
        parser.ReadOptionalColumnList();
        return action;
    }
}
