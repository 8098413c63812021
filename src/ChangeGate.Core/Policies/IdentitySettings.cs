using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Policies;

/// <summary>Whose word counts for who runs something.</summary>
/// <param name="Required">Nothing runs without a token of one of them.</param>
public sealed record IdentitySettings(EquatableList<TokenIssuer> Issuers, bool Required)
{
    /// <summary>Nobody's: what a run says of itself is recorded as a claim.</summary>
    public static IdentitySettings None { get; } = new([], Required: false);
}

/// <summary>An issuer of OIDC tokens, and which of its tokens may run something here.</summary>
/// <param name="Issuer">Exactly as <c>iss</c> says it.</param>
/// <param name="Audience">Exactly as <c>aud</c> says it.</param>
/// <param name="Keys">The text of its key set; null where the keys are asked from the issuer.</param>
public sealed record TokenIssuer(string Issuer, string Audience, string? Keys)
{
    public const string UsualAudience = "changegate";

    /// <summary>The environment variable that holds the token, where the CI puts it into one; null where it does not.</summary>
    public string? Variable { get; init; }

    public EquatableList<RequiredClaim> Require { get; init; }

    /// <summary>Why a token, which is otherwise good, does not count here, as a sentence; null where it does.</summary>
    public string? ProblemWith(IdentityToken token)
    {
        if (!TokenSubject.Agrees(token))
        {
            return "The token's subject is of another repository than the token says.";
        }

        return Require.FirstOrDefault(claim => !claim.Holds(token)) is { } missing
            ? $"The token says {ConfigurationNode.Quote(missing.Of(token) ?? "nothing")} of `{missing.Name}`, and the configuration requires {string.Join(" or ", missing.Values.Select(ConfigurationNode.Quote))}."
            : null;
    }
}

/// <summary>A claim that a token must have, with one of some values.</summary>
public sealed record RequiredClaim(string Name, EquatableList<string> Values)
{
    private const string Subject = "sub";

    internal bool Holds(IdentityToken token) => Of(token) is { } value && (Values.Contains(value) || (Name == Subject && Values.Contains(TokenSubject.Plain(token))));

    internal string? Of(IdentityToken token) => token.Find(Name);
}
