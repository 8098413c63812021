using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>An object by its kind and name, as COMMENT ON, SECURITY LABEL and ALTER EXTENSION name it.</summary>
internal static class ObjectReader
{
    public static ObjectId Read(StatementParser parser)
    {
        var keyword = parser.Keyword;
        parser.Advance();

        switch (keyword)
        {
            case Keyword.Table:
                return new ObjectId(ObjectKind.Table, parser.ReadQualifiedName());
            case Keyword.View:
                return new ObjectId(ObjectKind.View, parser.ReadQualifiedName());
            case Keyword.Index:
                return new ObjectId(ObjectKind.Index, parser.ReadQualifiedName());
            case Keyword.Sequence:
                return new ObjectId(ObjectKind.Sequence, parser.ReadQualifiedName());
            case Keyword.Type or Keyword.Domain:
                return new ObjectId(ObjectKind.Type, ReadTypeName(parser));
            case Keyword.Materialized:
                parser.Expect(Keyword.View);
                return new ObjectId(ObjectKind.MaterializedView, parser.ReadQualifiedName());
            case Keyword.Schema:
                return Plain(parser, ObjectKind.Schema);
            case Keyword.Extension:
                return Plain(parser, ObjectKind.Extension);
            case Keyword.Role:
                return Plain(parser, ObjectKind.Role);
            case Keyword.Database:
                return Plain(parser, ObjectKind.Database);
            case Keyword.Function or Keyword.Procedure or Keyword.Routine or Keyword.Aggregate:
                var (name, arguments) = FunctionSignatures.Read(parser);
                return new ObjectId(ObjectKind.Function, name, arguments);
            case Keyword.Column:
                return ReadColumn(parser);
            case Keyword.Constraint:
                return ReadConstraint(parser);
            case Keyword.Trigger or Keyword.Policy or Keyword.Rule:
                return ReadPart(parser, keyword);
            default:
                parser.MoveTo(parser.Position - 1);
                return OtherObjects.Read(parser);
        }
    }

    private static ObjectId Plain(StatementParser parser, ObjectKind kind) => new(kind, new ObjectName(null, parser.ReadName()));

    // Types are written as types: COMMENT ON TYPE double precision …
    private static ObjectName ReadTypeName(StatementParser parser)
    {
        var type = parser.ReadType();
        return new ObjectName(type.Schema, type.Name);
    }

    private static ObjectId ReadColumn(StatementParser parser)
    {
        if (SequenceOptions.ReadOwner(parser) is { } column)
        {
            return column;
        }

        parser.Fail("expected a column with its table");
        return ObjectId.Table(new ObjectName(null, ""));
    }

    private static ObjectId ReadConstraint(StatementParser parser)
    {
        var name = parser.ReadName();
        parser.Expect(Keyword.On);

        return parser.Accept(Keyword.Domain)
            ? new ObjectId(ObjectKind.Type, parser.ReadQualifiedName(), name)
            : new ObjectId(ObjectKind.Constraint, parser.ReadQualifiedName(), name);
    }

    private static ObjectId ReadPart(StatementParser parser, Keyword keyword)
    {
        var name = parser.ReadName();
        parser.Expect(Keyword.On);
        var table = parser.ReadQualifiedName();

        return keyword switch
        {
            Keyword.Trigger => new ObjectId(ObjectKind.Trigger, table, name),
            Keyword.Policy => new ObjectId(ObjectKind.Policy, table, name),
            _ => new ObjectId(ObjectKind.Other, new ObjectName(table.Schema, name), "rule"),
        };
    }
}
