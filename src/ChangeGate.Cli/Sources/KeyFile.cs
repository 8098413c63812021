using ChangeGate.Failures;
using ChangeGate.Signatures;

namespace ChangeGate.Cli.Sources;

/// <summary>A private key from a file, or its PEM text from a <c>${VARIABLE}</c>. The password of an encrypted one comes from the environment alone.</summary>
internal static class KeyFile
{
    public const string PasswordVariable = "CHANGEGATE_KEY_PASSWORD";

    public static SigningKey Read(string place)
    {
        var password = Environment.GetEnvironmentVariable(PasswordVariable) is { Length: > 0 } set ? set : null;

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
