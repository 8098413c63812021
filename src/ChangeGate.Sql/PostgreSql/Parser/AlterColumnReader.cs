using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>What ALTER COLUMN does, behind the name of the column.</summary>
internal static class AlterColumnReader
{
    public static void Read(StatementParser parser, ObjectName table, string column)
    {
        switch (parser.Keyword)
        {
            case Keyword.Type:
                ReadType(parser, table, column);
                break;
            case Keyword.Set:
                parser.Advance();
                ReadSet(parser, table, column);
                break;
            case Keyword.Drop:
                parser.Advance();
                ReadDrop(parser, table, column);
                break;
            case Keyword.Add:
                parser.Advance();
                var identity = ReadGenerated(parser);
                parser.Expect(Keyword.As);
                parser.Expect(Keyword.Identity);
                ReadSequenceOptions(parser);
                AlterTableCommands.Add(parser, "AT_AddIdentity", new SetColumnIdentity(table, column, identity));
                break;
            case Keyword.Reset:
                parser.Advance();
                var reset = TableOptions.ReadParameters(parser);
                AlterTableCommands.Add(parser, "AT_ResetOptions", new SetColumnOption(table, column, $"RESET ({string.Join(", ", reset)})"));
                break;
            case Keyword.Restart:
                ReadIdentityOptions(parser, table, column);
                break;
            case Keyword.Options:
                TableOptions.ReadForeignOptions(parser);
                AlterTableCommands.Add(parser, "AT_AlterColumnGenericOptions", new SetColumnOption(table, column, "OPTIONS"));
                break;
            default:
                parser.Fail("expected SET, DROP, TYPE or ADD GENERATED");
                break;
        }
    }

    private static void ReadType(StatementParser parser, ObjectName table, string column)
    {
        parser.Expect(Keyword.Type);
        var change = new ChangeColumnType(table, column, parser.ReadType());

        if (parser.Accept(Keyword.Collate))
        {
            change = change with { Collation = parser.ReadQualifiedName().ToString() };
        }

        if (parser.Accept(Keyword.Using))
        {
            var start = parser.Position;
            parser.ReadExpression();
            change = change with { Using = parser.TextFrom(start) };
        }

        AlterTableCommands.Add(parser, "AT_AlterColumnType", change);
    }

    private static void ReadSet(StatementParser parser, ObjectName table, string column)
    {
        switch (parser.Keyword)
        {
            case Keyword.Default:
                parser.Advance();
                var start = parser.Position;
                parser.ReadExpression();
                AlterTableCommands.Add(parser, "AT_ColumnDefault", new SetColumnDefault(table, column, parser.TextFrom(start)));
                break;
            case Keyword.Not:
                parser.Advance();
                parser.Expect(Keyword.Null);
                AlterTableCommands.Add(parser, "AT_SetNotNull", new SetNotNull(table, column));
                break;
            case Keyword.Data:
                parser.Advance();
                ReadType(parser, table, column);
                break;
            case Keyword.Expression:
                parser.Advance();
                parser.Expect(Keyword.As);
                AlterTableCommands.Add(
                    parser,
                    "AT_SetExpression",
                    new SetColumnExpression(table, column, ConstraintReader.ReadParenthesizedText(parser)));
                break;
            case Keyword.Generated or Keyword.Increment or Keyword.Start or Keyword.Minvalue or Keyword.Maxvalue or Keyword.No or Keyword.Cache
                or Keyword.Cycle or Keyword.Sequence:
                parser.MoveTo(parser.Position - 1);
                ReadIdentityOptions(parser, table, column);
                break;
            default:
                ReadSetOption(parser, table, column);
                break;
        }
    }

    private static void ReadSetOption(StatementParser parser, ObjectName table, string column)
    {
        var start = parser.Position;
        string subkind;

        switch (parser.Keyword)
        {
            case Keyword.Statistics:
                parser.Advance();

                if (!parser.Accept(Keyword.Default))
                {
                    SequenceOptions.ReadNumber(parser);
                }

                subkind = "AT_SetStatistics";
                break;
            case Keyword.Storage or Keyword.Compression:
                subkind = parser.Is(Keyword.Storage) ? "AT_SetStorage" : "AT_SetCompression";
                parser.Advance();

                if (!parser.Accept(Keyword.Default))
                {
                    parser.ReadName();
                }

                break;
            default:
                TableOptions.ReadParameters(parser);
                subkind = "AT_SetOptions";
                break;
        }

        AlterTableCommands.Add(parser, subkind, new SetColumnOption(table, column, "SET " + parser.TextFrom(start)));
    }

    private static void ReadDrop(StatementParser parser, ObjectName table, string column)
    {
        switch (parser.Keyword)
        {
            case Keyword.Default:
                parser.Advance();
                AlterTableCommands.Add(parser, "AT_ColumnDefault", new DropColumnDefault(table, column));
                break;
            case Keyword.Not:
                parser.Advance();
                parser.Expect(Keyword.Null);
                AlterTableCommands.Add(parser, "AT_DropNotNull", new DropNotNull(table, column));
                break;
            case Keyword.Identity:
                parser.Advance();
                parser.AcceptIfExists();
                AlterTableCommands.Add(parser, "AT_DropIdentity", new SetColumnIdentity(table, column, IdentityKind.None));
                break;
            case Keyword.Expression:
                parser.Advance();
                parser.AcceptIfExists();
                AlterTableCommands.Add(parser, "AT_DropExpression", new SetColumnExpression(table, column, null));
                break;
            default:
                parser.Fail("expected DEFAULT, NOT NULL, IDENTITY or EXPRESSION");
                break;
        }
    }

    private static IdentityKind ReadGenerated(StatementParser parser)
    {
        parser.Expect(Keyword.Generated);

        if (parser.Accept(Keyword.Always))
        {
            return IdentityKind.Always;
        }

        parser.Expect(Keyword.By);
        parser.Expect(Keyword.Default);
        return IdentityKind.ByDefault;
    }

    private static void ReadSequenceOptions(StatementParser parser)
    {
        if (parser.Accept(TokenKind.LeftParenthesis))
        {
            ColumnReader.ReadSequenceOptions(parser);
            parser.ExpectRight();
        }
    }

    // SET GENERATED …, SET <sequence option> and RESTART, as many as there are.
    private static void ReadIdentityOptions(StatementParser parser, ObjectName table, string column)
    {
        var start = parser.Position;
        IdentityKind? identity = null;

        while (parser.Is(Keyword.Set) || parser.Is(Keyword.Restart))
        {
            if (parser.Accept(Keyword.Set) && parser.Is(Keyword.Generated))
            {
                identity = ReadGenerated(parser);
            }
            else if (SequenceOptions.Read(parser) is null)
            {
                parser.Fail("expected an option of a sequence");
            }
        }

        Change change = identity is { } kind
            ? new SetColumnIdentity(table, column, kind)
            : new SetColumnOption(table, column, parser.TextFrom(start));
        AlterTableCommands.Add(parser, "AT_SetIdentity", change);
    }
}
