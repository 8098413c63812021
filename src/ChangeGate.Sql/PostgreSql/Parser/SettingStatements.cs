using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>SET, RESET and SHOW.</summary>
internal static class SettingStatements
{
    public static void ReadSet(StatementParser parser)
    {
        parser.Expect(Keyword.Set);
        parser.Draft.Kind = "VariableSetStmt";

        if (parser.Is(Keyword.Constraints))
        {
            ReadConstraints(parser);
            return;
        }

        // LOCAL and SESSION may be the setting's own name: SET session = …
        var local = parser.Is(Keyword.Local) && parser.Ahead(1).Kind is not (TokenKind.Equal or TokenKind.Dot);

        if (local || (parser.Is(Keyword.Session) && parser.Ahead(1).Kind is not (TokenKind.Equal or TokenKind.Dot) && parser.Ahead(1).Keyword != Keyword.To))
        {
            if (parser.Is(Keyword.Session) && parser.Ahead(1).Keyword is Keyword.Characteristics)
            {
                ReadCharacteristics(parser);
                return;
            }

            if (!(parser.Is(Keyword.Session) && parser.Ahead(1).Keyword == Keyword.Authorization))
            {
                parser.Advance();
            }
        }

        var (name, value) = ReadSetting(parser);
        parser.Draft.Add(new SetSetting(name, value, local));
    }

    /// <summary>RESET name or ALL.</summary>
    public static void ReadReset(StatementParser parser)
    {
        parser.Expect(Keyword.Reset);
        parser.Draft.Kind = "VariableSetStmt";
        parser.Draft.Add(new SetSetting(ReadResetName(parser), null, false));
    }

    public static string ReadResetName(StatementParser parser)
    {
        if (parser.Accept(Keyword.All))
        {
            return "all";
        }

        return ReadSpecialName(parser) ?? ReadName(parser);
    }

    public static void ReadShow(StatementParser parser)
    {
        parser.Expect(Keyword.Show);
        parser.Draft.Kind = "VariableShowStmt";
        ReadResetName(parser);
        parser.Draft.Add(new ReadRows());
    }

    /// <summary>What stands behind SET: the name, and the value as written without its quotes (null for DEFAULT).</summary>
    public static (string Name, string? Value) ReadSetting(StatementParser parser)
    {
        if (parser.Is(Keyword.Transaction))
        {
            return ReadTransaction(parser);
        }

        if (parser.Accept(Keyword.Time, Keyword.Zone))
        {
            return ("timezone", ReadZone(parser));
        }

        if (parser.Accept(Keyword.Session, Keyword.Authorization))
        {
            return ("session_authorization", parser.Accept(Keyword.Default) ? null : ReadWordOrString(parser));
        }

        if (parser.Accept(Keyword.Xml, Keyword.Option))
        {
            return ("xmloption", parser.ExpectOneOf(Keyword.Document, Keyword.Content).Text!.ToLowerInvariant());
        }

        if (parser.Keyword is Keyword.Names or Keyword.Schema or Keyword.Catalog or Keyword.Role && parser.Ahead(1).Kind is not (TokenKind.Equal or TokenKind.Dot)
            && parser.Ahead(1).Keyword != Keyword.To)
        {
            return ReadShorthand(parser);
        }

        var name = ReadName(parser);

        if (parser.Accept(Keyword.From, Keyword.Current))
        {
            return (name, null);
        }

        if (!parser.Accept(TokenKind.Equal))
        {
            parser.Expect(Keyword.To);
        }

        return (name, ReadValues(parser));
    }

    private static (string Name, string? Value) ReadTransaction(StatementParser parser)
    {
        parser.Advance();
        var start = parser.Position;

        if (parser.Accept(Keyword.Snapshot))
        {
            parser.ReadString();
        }
        else if (!TransactionStatements.ReadModes(parser))
        {
            parser.Fail("expected a transaction mode");
        }

        return ("transaction", parser.TextFrom(start));
    }

    private static (string Name, string? Value) ReadShorthand(StatementParser parser)
    {
        var name = parser.Keyword switch
        {
            Keyword.Names => "client_encoding",
            Keyword.Schema => "search_path",
            Keyword.Role => "role",
            _ => "catalog",
        };
        parser.Advance();

        if (name == "client_encoding" && (parser.AtEnd || parser.Accept(Keyword.Default)))
        {
            return (name, null);
        }

        return (name, ReadWordOrString(parser));
    }

    private static string ReadWordOrString(StatementParser parser) => parser.Current.IsString ? parser.ReadString() : parser.ReadNonReservedWord();

    // SET SESSION CHARACTERISTICS AS TRANSACTION …
    private static void ReadCharacteristics(StatementParser parser)
    {
        parser.Advance();
        parser.Advance();
        parser.Expect(Keyword.As);
        parser.Expect(Keyword.Transaction);
        var start = parser.Position;

        if (!TransactionStatements.ReadModes(parser))
        {
            parser.Fail("expected a transaction mode");
        }

        parser.Draft.Add(new SetSetting("session characteristics", parser.TextFrom(start), false));
    }

    private static void ReadConstraints(StatementParser parser)
    {
        parser.Advance();
        parser.Draft.Kind = "ConstraintsSetStmt";
        var names = "all";

        if (!parser.Accept(Keyword.All))
        {
            names = string.Join(", ", parser.ReadQualifiedNames());
        }

        var when = parser.ExpectOneOf(Keyword.Deferred, Keyword.Immediate).Text!.ToLowerInvariant();
        parser.Draft.Add(new SetSetting("constraints", $"{names} {when}", true));
    }

    private static string? ReadSpecialName(StatementParser parser)
    {
        if (parser.Accept(Keyword.Time, Keyword.Zone))
        {
            return "timezone";
        }

        if (parser.Accept(Keyword.Transaction, Keyword.Isolation, Keyword.Level))
        {
            return "transaction_isolation";
        }

        return parser.Accept(Keyword.Session, Keyword.Authorization) ? "session_authorization" : null;
    }

    private static string ReadName(StatementParser parser)
    {
        var name = parser.ReadName();

        while (parser.Accept(TokenKind.Dot))
        {
            name += "." + parser.ReadName();
        }

        return name.ToLowerInvariant();
    }

    private static string? ReadZone(StatementParser parser)
    {
        if (parser.Accept(Keyword.Default) || parser.Accept(Keyword.Local))
        {
            return null;
        }

        if (parser.Is(Keyword.Interval))
        {
            var start = parser.Position;
            parser.ReadPrimary();
            return parser.TextFrom(start);
        }

        return ReadValue(parser);
    }

    private static string? ReadValues(StatementParser parser)
    {
        if (parser.Accept(Keyword.Default))
        {
            return null;
        }

        var values = new List<string>();

        do
        {
            values.Add(ReadValue(parser));
        }
        while (parser.Accept(TokenKind.Comma));

        return string.Join(", ", values);
    }

    private static string ReadValue(StatementParser parser)
    {
        if (parser.Current.IsString)
        {
            return parser.ReadString();
        }

        if (parser.Kind is TokenKind.Integer or TokenKind.Decimal or TokenKind.Minus or TokenKind.Plus)
        {
            return SequenceOptions.ReadNumber(parser);
        }

        return parser.Keyword is Keyword.True or Keyword.False or Keyword.On ? parser.TakeIdentifier() : parser.ReadNonReservedWord();
    }
}
