namespace ChangeGate.Sql.PostgreSql.Lexer;

internal enum TokenKind : byte
{
    /// <summary>After the last token.</summary>
    End,

    WhiteSpace,
    Comment,

    Word,
    QuotedIdentifier,
    UnicodeIdentifier,

    String,
    EscapeString,
    UnicodeString,
    NationalString,
    DollarString,
    BitString,

    Integer,
    Decimal,
    Parameter,

    LeftParenthesis,
    RightParenthesis,
    LeftBracket,
    RightBracket,
    Comma,
    Dot,
    DotDot,
    Colon,
    DoubleColon,
    ColonEquals,
    Arrow,

    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Caret,
    Less,
    Greater,
    Equal,
    LessOrEqual,
    GreaterOrEqual,
    NotEqual,

    /// <summary>Any other operator: <c>||</c>, <c>@&gt;</c>.</summary>
    Operator,

    /// <summary>Inside a body or a rule, where it ends no statement of the script.</summary>
    Semicolon,

    /// <summary>A semicolon (or psql's <c>\;</c>) that ends a statement of the script.</summary>
    StatementEnd,

    Backslash,
    MetaCommand,
    CopyData,

    /// <summary>What no token can start with, a number with letters behind it, or a quote or comment that never ends.</summary>
    Invalid,
}
