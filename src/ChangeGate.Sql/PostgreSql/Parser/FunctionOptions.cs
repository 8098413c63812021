using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>The clauses of CREATE and ALTER FUNCTION, in any order.</summary>
internal sealed class FunctionOptions
{
    public string Language { get; private set; } = "sql";

    public string? Body { get; private set; }

    public bool SecurityDefiner { get; private set; }

    public string? SearchPath { get; private set; }

    /// <summary>IMMUTABLE or STABLE.</summary>
    public bool IsSteady { get; private set; }

    /// <summary>False where no clause follows.</summary>
    public bool Read(StatementParser parser)
    {
        switch (parser.Keyword)
        {
            case Keyword.As:
                parser.Advance();
                ReadDefinition(parser);
                return true;
            case Keyword.Language:
                parser.Advance();
                Language = (parser.Current.IsString ? parser.ReadString() : parser.ReadNonReservedWord()).ToLowerInvariant();
                return true;
            case Keyword.Immutable or Keyword.Stable or Keyword.Volatile:
                IsSteady = !parser.Is(Keyword.Volatile);
                parser.Advance();
                return true;
            case Keyword.Strict or Keyword.Window or Keyword.Leakproof:
                parser.Advance();
                return true;
            case Keyword.Not:
                parser.Advance();
                parser.Expect(Keyword.Leakproof);
                return true;
            case Keyword.Called:
                parser.Advance();
                ReadOnNullInput(parser);
                return true;
            case Keyword.Returns:
                parser.Advance();
                parser.Expect(Keyword.Null);
                ReadOnNullInput(parser);
                return true;
            case Keyword.External or Keyword.Security:
                ReadSecurity(parser);
                return true;
            case Keyword.Parallel:
                parser.Advance();
                parser.ReadName();
                return true;
            case Keyword.Cost or Keyword.Rows:
                parser.Advance();
                SequenceOptions.ReadNumber(parser);
                return true;
            case Keyword.Support:
                parser.Advance();
                parser.ReadQualifiedName();
                return true;
            case Keyword.Transform:
                ReadTransforms(parser);
                return true;
            case Keyword.Set:
                ReadSetting(parser);
                return true;
            case Keyword.Reset:
                parser.Advance();
                SettingStatements.ReadResetName(parser);
                return true;
            case Keyword.With when parser.Ahead(1).Kind == TokenKind.LeftParenthesis:
                parser.Advance();
                TableOptions.ReadParameters(parser);
                return true;
            default:
                return false;
        }
    }

    private static void ReadOnNullInput(StatementParser parser)
    {
        parser.Expect(Keyword.On);
        parser.Expect(Keyword.Null);
        parser.Expect(Keyword.Input);
    }

    // C functions name a library and a symbol.
    private void ReadDefinition(StatementParser parser)
    {
        Body = parser.ReadString();

        if (parser.Accept(TokenKind.Comma))
        {
            parser.ReadString();
            Body = null;
        }
    }

    private void ReadSecurity(StatementParser parser)
    {
        parser.Accept(Keyword.External);
        parser.Expect(Keyword.Security);
        SecurityDefiner = parser.ExpectOneOf(Keyword.Definer, Keyword.Invoker).Text == "DEFINER";
    }

    private static void ReadTransforms(StatementParser parser)
    {
        parser.Advance();

        do
        {
            parser.Expect(Keyword.For);
            parser.Expect(Keyword.Type);
            parser.ReadType();
        }
        while (parser.Accept(TokenKind.Comma));
    }

    private void ReadSetting(StatementParser parser)
    {
        parser.Expect(Keyword.Set);
        var (name, value) = SettingStatements.ReadSetting(parser);

        if (name == "search_path")
        {
            SearchPath = value ?? "";
        }
    }
}
