using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>ALTER TABLE, and the ALTER of everything else that the engine treats as a relation.</summary>
internal static class AlterTableStatements
{
    /// <summary>Behind ALTER and the word for the kind of relation.</summary>
    public static void Read(StatementParser parser, ObjectKind kind)
    {
        if (parser.Is(Keyword.All, Keyword.In))
        {
            ReadMoveAll(parser, kind);
            return;
        }

        parser.AcceptIfExists();
        var relation = new ObjectId(kind, FromReader.ReadRelationName(parser));

        if (parser.Is(Keyword.Rename))
        {
            ReadRename(parser, relation);
        }
        else if (parser.Accept(Keyword.Set, Keyword.Schema))
        {
            parser.Draft.Kind = "AlterObjectSchemaStmt";
            parser.Draft.Add(new MoveToSchema(relation, parser.ReadName()));
        }
        else if (parser.Is(Keyword.Depends) || parser.Is(Keyword.No, Keyword.Depends))
        {
            OwnershipStatements.ReadDependsOnExtension(parser, relation);
        }
        else
        {
            ReadCommands(parser, relation);
        }
    }

    private static void ReadCommands(StatementParser parser, ObjectId relation)
    {
        parser.Draft.Kind = "AlterTableStmt";
        parser.Draft.SetRelation(relation.Name);

        do
        {
            var start = parser.Position;
            var first = parser.Draft.Changes.Count;
            AlterTableCommands.Read(parser, relation);

            for (var index = first; index < parser.Draft.Changes.Count; index++)
            {
                parser.Draft.Changes[index] = parser.Draft.Changes[index] with { Span = parser.SpanFrom(start) };
            }
        }
        while (parser.Accept(TokenKind.Comma));
    }

    private static void ReadRename(StatementParser parser, ObjectId relation)
    {
        parser.Expect(Keyword.Rename);
        parser.Draft.Kind = "RenameStmt";

        if (parser.Accept(Keyword.To))
        {
            parser.Draft.Add(Renamed(relation, parser.ReadName()));
            return;
        }

        if (parser.Accept(Keyword.Constraint))
        {
            var constraint = parser.ReadName();
            parser.Expect(Keyword.To);
            parser.Draft.Add(new RenameConstraint(relation.Name, constraint, parser.ReadName()));
            return;
        }

        parser.Accept(Keyword.Column);
        var column = parser.ReadName();
        parser.Expect(Keyword.To);
        parser.Draft.Add(new RenameColumn(relation.Name, column, parser.ReadName()));
    }

    private static Change Renamed(ObjectId relation, string name) => relation.Kind switch
    {
        ObjectKind.Index => new RenameIndex(relation.Name, name),
        ObjectKind.View or ObjectKind.MaterializedView => new RenameView(relation.Name, name) { Materialized = relation.Kind == ObjectKind.MaterializedView },
        ObjectKind.Sequence => new RenameSequence(relation.Name, name),
        _ => new RenameTable(relation.Name, name),
    };

    // ALTER TABLE ALL IN TABLESPACE a [OWNED BY …] SET TABLESPACE b [NOWAIT]
    private static void ReadMoveAll(StatementParser parser, ObjectKind kind)
    {
        parser.Advance();
        parser.Advance();
        parser.Expect(Keyword.Tablespace);
        var from = parser.ReadName();

        if (parser.Accept(Keyword.Owned))
        {
            parser.Expect(Keyword.By);
            parser.ReadRoles();
        }

        parser.Expect(Keyword.Set);
        parser.Expect(Keyword.Tablespace);
        var to = parser.ReadName();
        parser.Accept(Keyword.Nowait);
        parser.Draft.Kind = "AlterTableMoveAllStmt";
        parser.Draft.Add(new ConfigureServer($"ALTER {kind.ToString().ToUpperInvariant()} ALL IN TABLESPACE {from} SET TABLESPACE {to}"));
    }
}
