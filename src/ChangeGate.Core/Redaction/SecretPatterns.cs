using System.Text.RegularExpressions;
using ChangeGate.Text;

namespace ChangeGate.Redaction;

/// <summary>Secrets that show what they are by how they are written, wherever they stand: within a constant, a comment, or rows.</summary>
internal static partial class SecretPatterns
{
    private static readonly (Regex Pattern, RemovalReason Reason)[] All =
    [
        (PrivateKey(), RemovalReason.PrivateKey),
        (InAddress(), RemovalReason.Password),
        (InPairs(), RemovalReason.Password),
        (Hash(), RemovalReason.Password),
        (Service(), RemovalReason.Token),
    ];

    public static IEnumerable<Removal> Find(string text, Span within)
    {
        foreach (var (pattern, reason) in All)
        {
            for (var match = pattern.Match(text, within.Start, within.Length); match.Success; match = match.NextMatch())
            {
                var group = match.Groups[1];
                yield return new Removal(new Span(group.Index, group.Length), reason);
            }
        }

        // A member of JSON, whose name says what it holds.
        for (var match = Member().Match(text, within.Start, within.Length); match.Success; match = match.NextMatch())
        {
            if (SecretNames.ReasonOf(match.Groups[1].ValueSpan) is { } reason)
            {
                yield return new Removal(new Span(match.Groups[2].Index, match.Groups[2].Length), reason);
            }
        }
    }

    // Up to its end, or to the end of the text where that is missing.
    [GeneratedRegex(@"-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----([^-]+)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PrivateKey();

    [GeneratedRegex(@"://[^\s:/@'""]*:([^\s/@'""]+)@", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex InAddress();

    [GeneratedRegex(@"\b(?:password|passwd|pwd|sslpassword|secret|accountkey|sharedaccesskey)\s*=\s*([^\s'"";&]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex InPairs();

    // bcrypt, argon2, scrypt and PBKDF2 in the form of crypt(3), and PostgreSQL's own.
    [GeneratedRegex(@"(\$(?:2[abxy]|argon2(?:id?|d)|scrypt|pbkdf2[a-z0-9-]*|[156y])\$[./A-Za-z0-9$,=+-]{16,}|SCRAM-SHA-(?:1|256)\$[0-9]+:[A-Za-z0-9+/=$:]+|\bmd5[0-9a-f]{32}\b)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Hash();

    // Prefixes that their issuers made to be found: GitHub, GitLab, Slack, Stripe, AWS, Google, npm, PyPI, SendGrid, OpenAI and Anthropic, DigitalOcean, JWT.
    [GeneratedRegex(@"\b(gh[pousr]_[A-Za-z0-9]{20,}|github_pat_[A-Za-z0-9_]{20,}|glpat-[A-Za-z0-9_-]{16,}|xox[abeoprs]-[A-Za-z0-9-]{10,}|(?:sk|rk|whsec)_(?:live_|test_)?[A-Za-z0-9]{16,}|(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[A-Za-z0-9_-]{30,}|npm_[A-Za-z0-9]{30,}|pypi-[A-Za-z0-9_-]{30,}|SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}|sk-[A-Za-z0-9_-]{20,}|do[opr]_v1_[a-f0-9]{40,}|eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Service();

    [GeneratedRegex(@"""([A-Za-z0-9_.-]{1,64})""\s*:\s*""((?:[^""\\]|\\.)+)""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Member();
}
