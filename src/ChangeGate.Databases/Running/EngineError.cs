namespace ChangeGate.Databases.Running;

/// <summary>What an engine said about a statement that failed, without values of data.</summary>
/// <param name="Code">SQLSTATE, or SQLite's extended result code.</param>
internal sealed record EngineError(string Code, string Message)
{
    /// <summary>Where the engine points at, in UTF-16 code units of the statement; null where it does not.</summary>
    public int? Offset { get; init; }

    /// <summary>A lock, a deadlock or a conflict: the same statement may succeed a moment later.</summary>
    public bool MayPass { get; init; }

    /// <summary>Nobody knows whether the statement took effect.</summary>
    public bool Uncertain { get; init; }

    public bool Cancelled { get; init; }

    public override string ToString() => $"{Code}: {Message}";
}

/// <summary>Carries an <see cref="EngineError"/> from a connection to the run that records it.</summary>
internal sealed class StatementFailedException(EngineError error) : Exception(error.ToString())
{
    public EngineError Error { get; } = error;
}
