using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Databases, tablespaces and ALTER SYSTEM: the server, not the schema.</summary>
internal static class ServerStatements
{
    /// <summary>Behind CREATE.</summary>
    public static void ReadCreate(StatementParser parser)
    {
        parser.Draft.NeedsAutocommit = true;

        if (parser.Accept(Keyword.Database))
        {
            parser.Draft.Kind = "CreatedbStmt";
            var name = parser.ReadName();
            parser.Accept(Keyword.With);
            ReadDatabaseOptions(parser);
            parser.Draft.Add(new ConfigureServer("CREATE DATABASE " + name));
            return;
        }

        parser.Draft.Kind = "CreateTableSpaceStmt";
        parser.Expect(Keyword.Tablespace);
        var tablespace = parser.ReadName();

        if (parser.Accept(Keyword.Owner))
        {
            parser.ReadRole();
        }

        parser.Expect(Keyword.Location);
        parser.ReadString();
        TableOptions.ReadOptionalWith(parser);
        parser.Draft.Add(new ConfigureServer("CREATE TABLESPACE " + tablespace));
    }

    /// <summary>ALTER DATABASE, behind ALTER.</summary>
    public static void ReadAlterDatabase(StatementParser parser)
    {
        parser.Expect(Keyword.Database);
        var name = parser.ReadName();
        var database = new ObjectId(ObjectKind.Database, new ObjectName(null, name));

        if (parser.Is(Keyword.Set, Keyword.Tablespace))
        {
            parser.Draft.Kind = "AlterDatabaseStmt";
            parser.Draft.NeedsAutocommit = true;
            parser.Advance();
            parser.Advance();
            parser.ReadName();
        }
        else if (OwnershipStatements.TryRead(parser, database, _ => new ConfigureServer($"ALTER DATABASE {name} RENAME")))
        {
            return;
        }
        else if (parser.Accept(Keyword.Set))
        {
            parser.Draft.Kind = "AlterDatabaseSetStmt";
            SettingStatements.ReadSetting(parser);
        }
        else if (parser.Accept(Keyword.Reset))
        {
            parser.Draft.Kind = "AlterDatabaseSetStmt";
            SettingStatements.ReadResetName(parser);
        }
        else if (parser.Accept(Keyword.Refresh))
        {
            parser.Draft.Kind = "AlterDatabaseRefreshCollStmt";
            parser.Expect(Keyword.Collation);
            parser.Expect(Keyword.Version);
        }
        else
        {
            parser.Draft.Kind = "AlterDatabaseStmt";
            parser.Accept(Keyword.With);
            ReadDatabaseOptions(parser);
        }

        parser.Draft.Add(new ConfigureServer(parser.StatementText));
    }

    /// <summary>ALTER TABLESPACE, behind ALTER.</summary>
    public static void ReadAlterTablespace(StatementParser parser)
    {
        parser.Expect(Keyword.Tablespace);
        var tablespace = OtherObjects.Named(new ObjectName(null, parser.ReadName()), "tablespace");

        if (OwnershipStatements.TryRead(parser, tablespace))
        {
            return;
        }

        parser.Draft.Kind = "AlterTableSpaceOptionsStmt";
        parser.ExpectOneOf(Keyword.Set, Keyword.Reset);
        TableOptions.ReadParameters(parser);
        parser.Draft.Add(new ConfigureServer(parser.StatementText));
    }

    /// <summary>ALTER SYSTEM, behind ALTER.</summary>
    public static void ReadAlterSystem(StatementParser parser)
    {
        parser.Draft.Kind = "AlterSystemStmt";
        parser.Draft.NeedsAutocommit = true;
        parser.Expect(Keyword.System);

        if (parser.Accept(Keyword.Set))
        {
            var (name, _) = SettingStatements.ReadSetting(parser);
            parser.Draft.Add(new ConfigureServer("ALTER SYSTEM SET " + name));
        }
        else
        {
            parser.Expect(Keyword.Reset);
            parser.Draft.Add(new ConfigureServer("ALTER SYSTEM RESET " + SettingStatements.ReadResetName(parser)));
        }
    }

    /// <summary>DROP DATABASE and DROP TABLESPACE, behind DROP.</summary>
    public static void ReadDrop(StatementParser parser)
    {
        var isDatabase = parser.Is(Keyword.Database);
        parser.Advance();
        parser.Draft.NeedsAutocommit = true;
        parser.AcceptIfExists();
        var name = parser.ReadName();

        if (!isDatabase)
        {
            parser.Draft.Kind = "DropTableSpaceStmt";
            parser.Draft.Add(new ConfigureServer("DROP TABLESPACE " + name));
            return;
        }

        parser.Draft.Kind = "DropdbStmt";
        parser.Draft.Add(new DropDatabase(name));
        var with = parser.Accept(Keyword.With);

        if (with || parser.Is(TokenKind.LeftParenthesis))
        {
            OptionLists.Read(parser);
        }
    }

    private static void ReadDatabaseOptions(StatementParser parser)
    {
        while (!parser.AtEnd)
        {
            if (parser.Accept(Keyword.Connection))
            {
                parser.Expect(Keyword.Limit);
            }
            else
            {
                parser.ReadName();
            }

            parser.Accept(TokenKind.Equal);

            if (!parser.Accept(Keyword.Default))
            {
                ReadDatabaseValue(parser);
            }
        }
    }

    private static void ReadDatabaseValue(StatementParser parser)
    {
        if (parser.Kind is TokenKind.Integer or TokenKind.Decimal or TokenKind.Minus or TokenKind.Plus)
        {
            SequenceOptions.ReadNumber(parser);
        }
        else if (parser.Current.IsString)
        {
            parser.ReadString();
        }
        else if (parser.Keyword is Keyword.True or Keyword.False or Keyword.On)
        {
            parser.Advance();
        }
        else
        {
            parser.ReadNonReservedWord();
        }
    }
}
