using System.Text.RegularExpressions;

namespace ChangeGate.Policies;

/// <summary>Names of accounts on GitHub. Letters of another alphabet that look alike name nobody, and so are refused where they are written.</summary>
internal static partial class Logins
{
    /// <param name="name">Without @.</param>
    public static bool IsLogin(string name) => Pattern().IsMatch(name);

    // The underscore is in the logins of managed accounts: `dana_acme`.
    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9_-]{0,63}\z")]
    private static partial Regex Pattern();
}
