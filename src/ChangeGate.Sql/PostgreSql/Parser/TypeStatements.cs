using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>CREATE TYPE and CREATE DOMAIN.</summary>
internal static class TypeStatements
{
    /// <summary>Behind CREATE.</summary>
    public static void ReadCreate(StatementParser parser)
    {
        parser.Expect(Keyword.Type);
        var name = parser.ReadQualifiedName();

        if (!parser.Accept(Keyword.As))
        {
            parser.Draft.Kind = "DefineStmt";

            if (parser.Is(TokenKind.LeftParenthesis))
            {
                TableOptions.ReadParameters(parser);
            }

            parser.Draft.Add(new CreateType(name, UserTypeKind.Base) { Definition = parser.StatementText });
        }
        else if (parser.Accept(Keyword.Enum))
        {
            parser.Draft.Kind = "CreateEnumStmt";
            var labels = ReadLabels(parser);
            parser.Draft.Add(new CreateType(name, UserTypeKind.Enum) { Definition = parser.StatementText, Labels = labels });
        }
        else if (parser.Accept(Keyword.Range))
        {
            parser.Draft.Kind = "CreateRangeStmt";
            TableOptions.ReadParameters(parser);
            parser.Draft.Add(new CreateType(name, UserTypeKind.Range) { Definition = parser.StatementText });
        }
        else
        {
            parser.Draft.Kind = "CompositeTypeStmt";
            var fields = ReadFields(parser);
            parser.Draft.Add(new CreateType(name, UserTypeKind.Composite) { Definition = parser.StatementText, Fields = fields });
        }
    }

    /// <summary>CREATE DOMAIN, behind CREATE.</summary>
    public static void ReadCreateDomain(StatementParser parser)
    {
        parser.Draft.Kind = "CreateDomainStmt";
        parser.Expect(Keyword.Domain);
        var name = parser.ReadQualifiedName();
        parser.Accept(Keyword.As);
        var domain = new CreateType(name, UserTypeKind.Domain) { Definition = "", BaseType = parser.ReadType() };
        var constraints = new List<ConstraintDefinition>();

        while (!parser.AtEnd && IsDomainClause(parser))
        {
            if (parser.Accept(Keyword.Collate))
            {
                parser.ReadQualifiedName();
            }
            else if (parser.Accept(Keyword.Default))
            {
                var start = parser.Position;
                parser.ReadRestrictedExpression();
                domain = domain with { Default = parser.TextFrom(start) };
            }
            else if (ConstraintReader.ReadOfDomain(parser) is { } constraint)
            {
                domain = domain with { NotNull = domain.NotNull || constraint.Kind == ConstraintKind.NotNull };
                AddConstraint(constraints, constraint);
            }
        }

        parser.Uses.Clear();
        parser.Draft.Add(domain with { Definition = parser.StatementText, Constraints = [.. constraints] });
    }

    /// <summary>One field of a composite type.</summary>
    public static ColumnDefinition ReadField(StatementParser parser)
    {
        var field = new ColumnDefinition { Name = parser.ReadName(), Type = parser.ReadType() };
        return parser.Accept(Keyword.Collate) ? field with { Collation = parser.ReadQualifiedName().ToString() } : field;
    }

    private static bool IsDomainClause(StatementParser parser) =>
        parser.Keyword is Keyword.Collate or Keyword.Default or Keyword.Constraint or Keyword.Check or Keyword.Not or Keyword.Null;

    private static void AddConstraint(List<ConstraintDefinition> constraints, ConstraintDefinition constraint)
    {
        if (constraint.Kind != ConstraintKind.NotNull || constraint.Name is not null)
        {
            constraints.Add(constraint);
        }
    }

    private static EquatableList<string> ReadLabels(StatementParser parser)
    {
        parser.ExpectLeft();
        var labels = new List<string>();

        if (!parser.Is(TokenKind.RightParenthesis))
        {
            do
            {
                labels.Add(parser.ReadString());
            }
            while (parser.Accept(TokenKind.Comma));
        }

        parser.ExpectRight();
        return [.. labels];
    }

    private static EquatableList<ColumnDefinition> ReadFields(StatementParser parser)
    {
        parser.ExpectLeft();
        var fields = new List<ColumnDefinition>();

        if (!parser.Is(TokenKind.RightParenthesis))
        {
            do
            {
                fields.Add(ReadField(parser));
            }
            while (parser.Accept(TokenKind.Comma));
        }

        parser.ExpectRight();
        return [.. fields];
    }
}
