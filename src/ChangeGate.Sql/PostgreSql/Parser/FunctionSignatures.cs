using ChangeGate.Changes;
using ChangeGate.Sql.PostgreSql.Lexer;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Functions as DDL names them, and arguments as it declares them.</summary>
internal static class FunctionSignatures
{
    /// <summary>A name, and the types of its input arguments where they are written.</summary>
    public static (ObjectName Name, string? Arguments) Read(StatementParser parser)
    {
        var name = parser.ReadFunctionNameOfAnyKind();
        return (name, parser.Is(TokenKind.LeftParenthesis) ? string.Join(", ", ReadArguments(parser).Types) : null);
    }

    /// <summary>Arguments in parentheses, with modes, names and defaults.</summary>
    public static Arguments ReadArguments(StatementParser parser)
    {
        var types = new List<string>();
        var outputs = 0;
        string? result = null;
        parser.ExpectLeft();

        // COUNT(*) as an aggregate's signature
        if (parser.Accept(TokenKind.Star))
        {
            types.Add("*");
        }
        else if (!parser.Is(TokenKind.RightParenthesis) && !parser.Is(Keyword.Order))
        {
            do
            {
                ReadArgument(parser, types, ref outputs, ref result);
            }
            while (parser.Accept(TokenKind.Comma));
        }

        if (parser.Accept(Keyword.Order))
        {
            parser.Expect(Keyword.By);

            do
            {
                ReadArgument(parser, types, ref outputs, ref result);
            }
            while (parser.Accept(TokenKind.Comma));
        }

        parser.ExpectRight();
        return new Arguments(types, outputs, result);
    }

    public static void ReadDrop(StatementParser parser)
    {
        var keyword = parser.Keyword;
        parser.Advance();
        var ifExists = parser.AcceptIfExists();
        var functions = new List<(ObjectName Name, string? Arguments)>();

        do
        {
            if (keyword == Keyword.Aggregate && parser.Ahead(2).Kind == TokenKind.RightParenthesis)
            {
                parser.Fail("expected the arguments of the aggregate");
            }

            functions.Add(Read(parser));
        }
        while (parser.Accept(TokenKind.Comma));

        var cascade = parser.AcceptCascade();

        foreach (var (name, arguments) in functions)
        {
            parser.Draft.Add(new DropFunction(name, arguments) { IsProcedure = keyword == Keyword.Procedure, IfExists = ifExists, Cascade = cascade });
        }
    }

    /// <summary>A type of an argument or a result, where <c>table.column%TYPE</c> is allowed. The engine keeps no length or precision of it.</summary>
    public static string ReadArgumentType(StatementParser parser)
    {
        var set = parser.Is(Keyword.Setof) ? "SETOF " : "";
        return set + (parser.ReadType() with { Modifiers = [] });
    }

    private static ObjectName ReadFunctionNameOfAnyKind(this StatementParser parser)
    {
        if (parser.Ahead(1).Kind == TokenKind.Dot)
        {
            return parser.ReadQualifiedName();
        }

        return new ObjectName(null, parser.IsTypeOrFunctionName() ? parser.ReadTypeOrFunctionName() : parser.ReadName());
    }

    private static void ReadArgument(StatementParser parser, List<string> types, ref int outputs, ref string? result)
    {
        var mode = ReadMode(parser);

        if (IsArgumentName(parser))
        {
            parser.ReadTypeOrFunctionName();
            mode = mode == Keyword.NoKeyword ? ReadMode(parser) : mode;
        }

        var type = ReadArgumentType(parser);

        if (parser.Accept(Keyword.Default) || parser.Accept(TokenKind.Equal))
        {
            parser.ReadExpression();
        }

        if (mode is Keyword.Out or Keyword.Inout)
        {
            outputs++;
            result = outputs == 1 ? type : "record";
        }

        if (mode != Keyword.Out)
        {
            types.Add(type);
        }
    }

    private static Keyword ReadMode(StatementParser parser)
    {
        var mode = parser.Keyword;

        if (mode is not (Keyword.In or Keyword.Out or Keyword.Inout or Keyword.Variadic))
        {
            return Keyword.NoKeyword;
        }

        parser.Advance();
        return mode == Keyword.In && parser.Accept(Keyword.Out) ? Keyword.Inout : mode;
    }

    // A name is followed by a type; a type alone by the end of the argument.
    private static bool IsArgumentName(StatementParser parser)
    {
        if (!parser.IsTypeOrFunctionName())
        {
            return false;
        }

        var next = parser.Ahead(1);

        return next.Kind switch
        {
            TokenKind.QuotedIdentifier or TokenKind.UnicodeIdentifier => true,
            TokenKind.Word => next.Keyword switch
            {
                Keyword.Default or Keyword.Order or Keyword.Array => false,
                Keyword.Precision => false,
                Keyword.Varying => false,
                Keyword.With or Keyword.Without => false,
                _ => true,
            },
            _ => false,
        };
    }

    /// <param name="Result">What a function with such arguments returns when it does not say so; null where nothing goes out.</param>
    internal readonly record struct Arguments(List<string> Types, int Outputs, string? Result);
}
