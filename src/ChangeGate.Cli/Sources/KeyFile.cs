using ChangeGate.Failures;
using ChangeGate.Signatures;

namespace ChangeGate.Cli.Sources;

/// <summary>A private key from a file, or its PEM text from a <c>${VARIABLE}</c>. The password of an encrypted one comes from the environment, or from a file that it names: never from the command line, which others can read.</summary>
internal static class KeyFile
{
    public const string PasswordVariable = "CHANGEGATE_KEY_PASSWORD";

    public const string PasswordFileVariable = "CHANGEGATE_KEY_PASSWORD_FILE";

    /// <summary>Without the line feed at the end of its file; null where nobody gave one.</summary>
    public static string? Password()
    {
        if (Environment.GetEnvironmentVariable(PasswordVariable) is { Length: > 0 } set)
        {
            return set;
        }

        if (Environment.GetEnvironmentVariable(PasswordFileVariable) is not { Length: > 0 } file)
        {
            return null;
        }

        try
        {
            return File.ReadAllText(file).TrimEnd('\r', '\n') is { Length: > 0 } read ? read : throw new GateException($"The file '{file}', which {PasswordFileVariable} names, is empty.", "Write the key's password into it.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GateException($"The password of the key could not be read from '{file}', which {PasswordFileVariable} names: {failure.Message}", $"Correct {PasswordFileVariable}, or set {PasswordVariable}.", failure);
        }
    }

    public static SigningKey Read(string place)
    {
        var password = Password();

        if (place.StartsWith("${", StringComparison.Ordinal) && place.EndsWith('}'))
        {
            return SigningKey.FromPem(EnvironmentVariables.Expand(place, "the signing key"), password, place);
        }

        if (!File.Exists(place))
        {
            throw new GateException($"There is no key file '{place}'.", "Make one with: changegate key --name NAME");
        }

        try
        {
            return SigningKey.FromPem(File.ReadAllText(place), password, place);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw new GateException($"The key file '{place}' may not be read by this user.", "Run as the user who owns it.", failure);
        }
    }
}
