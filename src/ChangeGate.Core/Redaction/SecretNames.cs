namespace ChangeGate.Redaction;

/// <summary>Names of columns, options, variables and members that hold what lets somebody in.</summary>
internal static class SecretNames
{
    private static readonly string[] Passwords = ["password", "passwd", "passphrase", "passwordhash", "passworddigest", "pwd", "pass", "passwordencrypted", "encryptedpassword"];

    private static readonly string[] Tokens = ["secret", "token", "apikey", "accesskey", "secretkey", "privatekey", "signingkey", "encryptionkey", "authkey", "licensekey", "credential", "credentials", "clientsecret", "connectionstring", "totpseed", "otpseed"];

    /// <param name="name">As it is written, without quotes: <c>api_key</c>, <c>apiKey</c>, <c>API-KEY</c>.</param>
    /// <returns>null for a name that holds nothing of the kind.</returns>
    public static RemovalReason? ReasonOf(ReadOnlySpan<char> name)
    {
        Span<char> letters = stackalloc char[Math.Min(name.Length, 128)];
        var count = 0;

        foreach (var c in name[Math.Max(0, name.Length - letters.Length)..])
        {
            if (char.IsLetterOrDigit(c))
            {
                letters[count++] = char.ToLowerInvariant(c);
            }
        }

        var said = letters[..count];

        return EndsWithAny(said, Passwords) ? RemovalReason.Password : EndsWithAny(said, Tokens) ? RemovalReason.Token : null;
    }

    private static bool EndsWithAny(ReadOnlySpan<char> name, string[] ends)
    {
        foreach (var end in ends)
        {
            // `bypass` and `compass` hold nothing; `user_pass` does.
            if (end == "pass" ? name is "pass" or "userpass" or "dbpass" : name.EndsWith(end, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
