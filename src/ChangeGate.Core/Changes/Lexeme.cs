using ChangeGate.Text;

namespace ChangeGate.Changes;

/// <summary>What a piece of a script is, whatever dialect it is written in.</summary>
public enum LexemeKind
{
    /// <summary>A keyword, or a name without quotes.</summary>
    Word,

    /// <summary>A name in quotes.</summary>
    Name,

    /// <summary>A constant that stands for text or bytes; also one that never ends.</summary>
    Text,

    /// <summary>A constant that stands for a text that is most often code itself: PostgreSQL's <c>$body$ … $body$</c>.</summary>
    Body,

    Number,

    /// <summary>Rows behind <c>COPY … FROM STDIN</c>.</summary>
    Data,

    /// <summary>A comment, or a line for the engine's shell.</summary>
    Comment,

    Symbol,

    /// <summary>Ends a statement.</summary>
    End,
}

/// <summary>A piece of a script as its engine's lexer cuts it. White space is left out.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Span">Where it stands.</param>
/// <param name="Inner">The same without what quotes it.</param>
public readonly record struct Lexeme(LexemeKind Kind, Span Span, Span Inner);
