using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using ChangeGate.Failures;

namespace ChangeGate.GitHub;

/// <summary><c>OWNER/NAME</c>. Letter case does not tell two repositories apart.</summary>
public sealed partial record RepositoryName
{
    private RepositoryName(string owner, string name) => (Owner, Name) = (owner, name);

    public string Owner { get; }

    public string Name { get; }

    public static RepositoryName Parse(string written) => TryParse(written, out var name)
        ? name
        : throw new GateException("The repository is not written as GitHub names one.", "Write `OWNER/NAME`, as GITHUB_REPOSITORY does.");

    public static bool TryParse(string? written, [NotNullWhen(true)] out RepositoryName? name)
    {
        var match = Form().Match(written ?? "");
        name = match.Success && match.Groups["name"].Value is not ("." or "..") ? new RepositoryName(match.Groups["owner"].Value, match.Groups["name"].Value) : null;
        return name is not null;
    }

    public bool Equals(RepositoryName? other) => other is not null && string.Equals(ToString(), other.ToString(), StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(ToString());

    public override string ToString() => $"{Owner}/{Name}";

    [GeneratedRegex(@"\A(?<owner>[A-Za-z0-9](?:[A-Za-z0-9_-]{0,98}))/(?<name>[A-Za-z0-9._-]{1,100})\z")]
    private static partial Regex Form();
}
