namespace ChangeGate.Sql.Sqlite.Lexing;

internal enum TokenKind : byte
{
    End,
    WhiteSpace,
    Comment,

    /// <summary>A keyword or a plain identifier.</summary>
    Word,

    /// <summary>An identifier in double quotes, back-ticks or brackets.</summary>
    QuotedName,
    String,
    Blob,
    Integer,
    Float,
    Parameter,
    Semicolon,
    LeftParenthesis,
    RightParenthesis,
    Comma,
    Dot,
    Plus,
    Minus,
    Star,
    Slash,
    Percent,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    ShiftLeft,
    ShiftRight,
    BitAnd,
    BitOr,
    BitNot,
    Concatenate,
    Arrow,
    DoubleArrow,

    /// <summary>A whole line for the sqlite3 shell: <c>.read other.sql</c>.</summary>
    MetaCommand,

    /// <summary>What SQLite calls an unrecognized token: an unclosed quote, an odd blob, a lone <c>!</c>.</summary>
    Illegal,
}
