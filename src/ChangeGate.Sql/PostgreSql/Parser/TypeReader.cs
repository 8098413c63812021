using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Types, in the spelling of the engine's <c>format_type</c>.</summary>
internal static class TypeReader
{
    public static DataType ReadType(this StatementParser parser)
    {
        parser.Accept(Keyword.Setof);
        var type = parser.ReadSimpleType();
        var dimensions = 0;

        if (parser.Accept(Keyword.Array))
        {
            dimensions = 1;

            if (parser.Is(TokenKind.LeftBracket))
            {
                parser.ReadArrayBound();
            }
        }
        else
        {
            while (parser.Is(TokenKind.LeftBracket))
            {
                parser.ReadArrayBound();
                dimensions++;
            }
        }

        return dimensions == 0 ? type : type with { ArrayDimensions = dimensions };
    }

    /// <summary>A type without SETOF and array bounds.</summary>
    public static DataType ReadSimpleType(this StatementParser parser)
    {
        switch (parser.Keyword)
        {
            case Keyword.Int or Keyword.Integer:
                return parser.Builtin("integer");
            case Keyword.Smallint:
                return parser.Builtin("smallint");
            case Keyword.Bigint:
                return parser.Builtin("bigint");
            case Keyword.Real:
                return parser.Builtin("real");
            case Keyword.Boolean:
                return parser.Builtin("boolean");
            case Keyword.Float:
                return parser.ReadFloat();
            case Keyword.Double when parser.Ahead(1).Keyword == Keyword.Precision:
                parser.Advance();
                return parser.Builtin("double precision");
            case Keyword.Decimal or Keyword.Dec or Keyword.Numeric:
                parser.Advance();
                return TypeNames.Catalog("numeric", parser.ReadModifiers())!;
            case Keyword.Bit:
                return parser.ReadBit();
            case Keyword.Character or Keyword.Char or Keyword.Varchar or Keyword.National or Keyword.Nchar:
                return parser.ReadCharacter();
            case Keyword.Timestamp or Keyword.Time:
                return parser.ReadTime();
            case Keyword.Interval:
                return parser.ReadInterval();
            case Keyword.Json:
                return parser.Builtin("json");
            default:
                return parser.ReadGenericType();
        }
    }

    /// <summary>Modifiers in parentheses, each as written; empty where there are none.</summary>
    public static EquatableList<string> ReadModifiers(this StatementParser parser)
    {
        if (!parser.Accept(TokenKind.LeftParenthesis))
        {
            return [];
        }

        var modifiers = new List<string>();

        do
        {
            var start = parser.Position;
            parser.ReadExpression();
            modifiers.Add(parser.TextFrom(start));
        }
        while (parser.Accept(TokenKind.Comma));

        parser.ExpectRight();
        return [.. modifiers];
    }

    /// <summary>YEAR, DAY TO SECOND(3) and the like behind INTERVAL, in lower case; empty where there are none.</summary>
    public static string ReadIntervalFields(this StatementParser parser, ref EquatableList<string> modifiers)
    {
        if (!IsIntervalField(parser.Keyword))
        {
            return "";
        }

        var fields = " " + parser.TakeIdentifier();

        if (parser.Is(Keyword.To) && IsIntervalField(parser.Ahead(1).Keyword))
        {
            parser.Advance();
            fields += " to " + parser.TakeIdentifier();
        }

        if (fields.EndsWith("second", StringComparison.Ordinal) && parser.Is(TokenKind.LeftParenthesis))
        {
            modifiers = parser.ReadModifiers();
        }

        return fields;
    }

    private static bool IsIntervalField(Keyword keyword) =>
        keyword is Keyword.Year or Keyword.Month or Keyword.Day or Keyword.Hour or Keyword.Minute or Keyword.Second;

    private static DataType Builtin(this StatementParser parser, string name)
    {
        parser.Advance();
        return DataType.Simple(name);
    }

    private static void ReadArrayBound(this StatementParser parser)
    {
        parser.Expect(TokenKind.LeftBracket, "[");
        parser.Accept(TokenKind.Integer);
        parser.Expect(TokenKind.RightBracket, "]");
    }

    // float(1) to float(24) is real (manual 8.1.3).
    private static DataType ReadFloat(this StatementParser parser)
    {
        parser.Advance();
        var precision = parser.ReadModifiers();
        return DataType.Simple(precision.Count == 1 && int.TryParse(precision[0], out var bits) && bits <= 24 ? "real" : "double precision");
    }

    private static DataType ReadBit(this StatementParser parser)
    {
        parser.Advance();
        return parser.Accept(Keyword.Varying)
            ? new DataType(null, "bit varying", parser.ReadModifiers())
            : new DataType(null, "bit", OneIfNone(parser.ReadModifiers()));
    }

    private static DataType ReadCharacter(this StatementParser parser)
    {
        var varying = parser.Is(Keyword.Varchar);

        if (parser.Accept(Keyword.National) && parser.Keyword is not (Keyword.Character or Keyword.Char))
        {
            parser.Fail("expected CHARACTER");
        }

        parser.Advance();
        varying |= parser.Accept(Keyword.Varying);
        var modifiers = parser.ReadModifiers();
        return varying ? new DataType(null, "character varying", modifiers) : new DataType(null, "character", OneIfNone(modifiers));
    }

    private static EquatableList<string> OneIfNone(EquatableList<string> modifiers) => modifiers.Count == 0 ? ["1"] : modifiers;

    private static DataType ReadTime(this StatementParser parser)
    {
        var name = parser.Is(Keyword.Timestamp) ? "timestamp" : "time";
        parser.Advance();
        var precision = parser.ReadModifiers();

        if (parser.Accept(Keyword.With, Keyword.Time, Keyword.Zone))
        {
            return new DataType(null, name + " with time zone", precision);
        }

        parser.Accept(Keyword.Without, Keyword.Time, Keyword.Zone);
        return new DataType(null, name + " without time zone", precision);
    }

    private static DataType ReadInterval(this StatementParser parser)
    {
        parser.Advance();
        var modifiers = parser.ReadModifiers();
        var fields = parser.ReadIntervalFields(ref modifiers);
        return new DataType(null, "interval" + fields, modifiers);
    }

    private static DataType ReadGenericType(this StatementParser parser)
    {
        if (parser.Ahead(1).Kind != TokenKind.Dot)
        {
            var name = parser.ReadTypeOrFunctionName();
            var modifiers = parser.ReadModifiers();
            return TypeNames.Catalog(name, modifiers) ?? new DataType(null, name, modifiers);
        }

        var qualified = parser.ReadTypePath();

        if (parser.Is(TokenKind.Percent) && parser.Ahead(1).Keyword == Keyword.Type)
        {
            parser.Advance();
            parser.Advance();
            return new DataType(qualified.Schema, qualified.Name + "%TYPE", []);
        }

        var written = parser.ReadModifiers();
        var known = qualified.Schema == "pg_catalog" ? TypeNames.Catalog(qualified.Name, written) : null;
        return known ?? new DataType(qualified.Schema == "pg_catalog" ? null : qualified.Schema, qualified.Name, written);
    }

    // `schema.table.column%TYPE` has one part more than a name of an object.
    private static ObjectName ReadTypePath(this StatementParser parser)
    {
        var name = parser.ReadTypePart();
        string? schema = null;

        while (parser.Accept(TokenKind.Dot))
        {
            schema = name;
            name = parser.ReadLabel();
        }

        return new ObjectName(schema, name);
    }

    private static string ReadTypePart(this StatementParser parser) =>
        parser.IsName() ? parser.ReadName() : parser.ReadTypeOrFunctionName();
}
