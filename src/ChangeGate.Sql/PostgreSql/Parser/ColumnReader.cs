using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>A column's definition with the constraints written in it.</summary>
internal static class ColumnReader
{
    public static ColumnWithConstraints Read(StatementParser parser)
    {
        var name = parser.ReadName();
        var type = parser.ReadType();
        var serial = TypeNames.SerialBase(type);

        var column = new ColumnDefinition
        {
            Name = name,
            Type = serial is null ? type : DataType.Simple(serial),
            Serial = serial is not null,
            NotNull = serial is not null,
        };

        return ReadQualifiers(parser, column);
    }

    /// <summary>A column of a typed table or a partition: its type is known from elsewhere.</summary>
    public static ColumnWithConstraints ReadTyped(StatementParser parser)
    {
        var column = new ColumnDefinition { Name = parser.ReadName(), Type = DataType.Simple("") };
        parser.Accept(Keyword.With, Keyword.Options);
        return ReadQualifiers(parser, column);
    }

    /// <summary>Sequence options of an identity column or of CREATE SEQUENCE, each as written.</summary>
    public static List<string> ReadSequenceOptions(StatementParser parser)
    {
        var options = new List<string>();

        while (SequenceOptions.Read(parser) is { } option)
        {
            options.Add(option);
        }

        return options;
    }

    private static ColumnWithConstraints ReadQualifiers(StatementParser parser, ColumnDefinition column)
    {
        var constraints = new List<ConstraintDefinition>();
        List<string> options = [];

        while (!parser.AtEnd)
        {
            if (parser.Keyword is Keyword.Storage or Keyword.Compression)
            {
                var start = parser.Position;
                parser.Advance();
                options.Add(parser.Is(Keyword.Default) ? parser.TakeIdentifier() : $"{Keywords.TextOf(parser.TokenAt(start).Keyword)} {parser.ReadName()}");
            }
            else if (parser.Is(Keyword.Options))
            {
                TableOptions.ReadForeignOptions(parser);
            }
            else if (parser.Accept(Keyword.Collate))
            {
                column = column with { Collation = parser.ReadQualifiedName().ToString() };
            }
            else if (ConstraintAttributes.IsNext(parser) && constraints.Count > 0)
            {
                constraints[^1] = ConstraintAttributes.Read(parser, constraints[^1]);
            }
            else if (!ReadConstraint(parser, ref column, constraints))
            {
                break;
            }
        }

        return new ColumnWithConstraints(column with { Options = [.. options] }, [.. constraints]);
    }

    private static bool ReadConstraint(StatementParser parser, ref ColumnDefinition column, List<ConstraintDefinition> constraints)
    {
        var name = parser.Accept(Keyword.Constraint) ? parser.ReadName() : null;

        switch (parser.Keyword)
        {
            case Keyword.Not:
                parser.Advance();
                parser.Expect(Keyword.Null);
                column = column with { NotNull = true };
                AddNotNull(parser, constraints, name, column.Name);
                return true;
            case Keyword.Null:
                parser.Advance();
                return true;
            case Keyword.Default:
                parser.Advance();
                column = column with { Default = ReadText(parser) };
                return true;
            case Keyword.Generated:
                ReadGenerated(parser, ref column);
                return true;
            case Keyword.Check or Keyword.Unique or Keyword.Primary or Keyword.References:
                var constraint = ConstraintReader.ReadInColumn(parser, name, column.Name);
                column = column with { NotNull = column.NotNull || constraint.Kind == ConstraintKind.PrimaryKey };
                constraints.Add(constraint);
                return true;
            default:
                if (name is not null)
                {
                    parser.Fail("expected a constraint");
                }

                return false;
        }
    }

    // An unnamed NOT NULL is a property of the column; a named one is also an object that can be dropped.
    private static void AddNotNull(StatementParser parser, List<ConstraintDefinition> constraints, string? name, string column)
    {
        var constraint = new ConstraintDefinition { Name = name, Kind = ConstraintKind.NotNull, Columns = [column] };

        while (ConstraintAttributes.IsNext(parser))
        {
            constraint = ConstraintAttributes.Read(parser, constraint);
        }

        if (name is not null || constraint.NoInherit)
        {
            constraints.Add(constraint);
        }
    }

    private static string ReadText(StatementParser parser)
    {
        var start = parser.Position;
        parser.ReadRestrictedExpression();
        return parser.TextFrom(start);
    }

    private static void ReadGenerated(StatementParser parser, ref ColumnDefinition column)
    {
        parser.Expect(Keyword.Generated);
        var always = parser.Accept(Keyword.Always);

        if (!always)
        {
            parser.Expect(Keyword.By);
            parser.Expect(Keyword.Default);
        }

        parser.Expect(Keyword.As);

        if (parser.Accept(Keyword.Identity))
        {
            column = column with { Identity = always ? IdentityKind.Always : IdentityKind.ByDefault, NotNull = true };

            if (parser.Accept(TokenKind.LeftParenthesis))
            {
                ReadSequenceOptions(parser);
                parser.ExpectRight();
            }

            return;
        }

        if (!always)
        {
            parser.Fail("expected IDENTITY");
        }

        var expression = ConstraintReader.ReadParenthesizedText(parser);
        // PostgreSQL 18: virtual unless STORED is written.
        var stored = parser.Accept(Keyword.Stored);
        parser.Accept(Keyword.Virtual);
        column = column with { Generated = stored ? GeneratedKind.Stored : GeneratedKind.Virtual, GenerationExpression = expression };
    }
}

internal readonly record struct ColumnWithConstraints(ColumnDefinition Column, EquatableList<ConstraintDefinition> Constraints);
