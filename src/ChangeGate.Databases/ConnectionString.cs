namespace ChangeGate.Databases;

/// <summary>How to reach a database. It holds secrets, so it has no text of its own: it is only ever handed to a driver of this assembly.</summary>
public sealed class ConnectionString(string text)
{
    internal string Text { get; } = text.Trim();

    internal bool IsEmpty => Text.Length == 0;

    public override string ToString() => "(connection string)";
}
