using ChangeGate.Text;

namespace ChangeGate.Changes;

/// <summary>A dialect as the rest of the product sees it: text in, changes out, and back. It never throws on input and never guesses.</summary>
public interface ISqlDialect
{
    Dialect Dialect { get; }

    /// <summary>Reads a script. Statements that cannot be read are there as <see cref="Unclassified"/>.</summary>
    Script Read(SourceText text);

    /// <summary>The pieces of a script, in their order. Of a text that cannot be cut, what is left is one piece.</summary>
    IEnumerable<Lexeme> ReadLexemes(string text);

    /// <summary>An identifier as it must be written, quoted only where it has to be.</summary>
    string Quote(string identifier);

    /// <summary>The same, behind its schema where it has one.</summary>
    string Quote(ObjectName name) => name.Schema is { } schema ? $"{Quote(schema)}.{Quote(name.Name)}" : Quote(name.Name);

    /// <summary>
    /// One spelling for all spellings of an expression that the engine stores alike: case of keywords, white space, redundant parentheses and
    /// the casts that the engine adds. For comparing a definition as written with the engine's own; never for running.
    /// </summary>
    string Canonicalize(string expression);

    /// <summary>What a statement, or the function that it defines, does when it runs, as far as its text tells.</summary>
    CodeReading ReadCode(string statement) => CodeReading.Unknown;
}
