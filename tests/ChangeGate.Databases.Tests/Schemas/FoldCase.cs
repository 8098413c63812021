namespace ChangeGate.Databases.Tests.Schemas;

/// <summary>Scripts that one session runs one after the other, on this major version and later.</summary>
internal sealed record FoldCase(string Name, string[] Scripts, int From = 13)
{
    public override string ToString() => Name;
}
