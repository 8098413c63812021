using ChangeGate.Text;

namespace ChangeGate.Redaction;

/// <summary>What is taken out of a text before it is signed.</summary>
public enum RedactionScope
{
    /// <summary>What lets somebody in: passwords, tokens, private keys.</summary>
    Secrets,

    /// <summary>All constants of statements that read or write rows as well.</summary>
    Values,
}

/// <summary>Why something was taken out.</summary>
public enum RemovalReason
{
    Password,

    /// <summary>Tokens and keys of services.</summary>
    Token,

    PrivateKey,

    /// <summary>A constant of a statement that reads or writes rows.</summary>
    Value,
}

/// <summary>A place of a text whose characters are not told.</summary>
public readonly record struct Removal(Span Span, RemovalReason Reason);
