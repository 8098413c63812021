using System.Text.RegularExpressions;
using ChangeGate.Failures;

namespace ChangeGate.Cli.Sources;

/// <summary>Puts the values of variables into <c>${NAME}</c>. The result may be a secret and must never be printed.</summary>
internal static partial class EnvironmentVariables
{
    /// <param name="purpose">What the value is for, in words.</param>
    public static string Expand(string template, string purpose) =>
        Reference().Replace(template, match => Environment.GetEnvironmentVariable(match.Groups[1].Value) is { Length: > 0 } value
            ? value
            : throw new GateException(
                $"The environment variable {match.Groups[1].Value} is not set; {purpose} comes from it.",
                $"Set it for this command: {match.Groups[1].Value}=… changegate …"));

    [GeneratedRegex(@"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")]
    private static partial Regex Reference();
}
