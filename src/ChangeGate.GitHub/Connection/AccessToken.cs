namespace ChangeGate.GitHub.Connection;

/// <summary>A secret. GitHub's tokens are opaque and may be several hundred characters long.</summary>
internal sealed class AccessToken(string value)
{
    public string Value { get; } = value;

    public override string ToString() => "(token)";
}
