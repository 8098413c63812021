namespace ChangeGate.Signatures;

/// <summary>
/// The subjects of GitHub Actions: <c>repo:OWNER/NAME:REST</c>, and for repositories made or renamed since June 2026 <c>repo:OWNER-ID/NAME-ID:REST</c>,
/// which nobody can take over by taking a name that became free.
/// </summary>
internal static class TokenSubject
{
    private const string Prefix = "repo:";

    /// <summary>Whether the subject is of the repository that the token names beside it; true of subjects of another form.</summary>
    public static bool Agrees(IdentityToken token) =>
        !token.Subject.StartsWith(Prefix, StringComparison.Ordinal) || token.Find("repository") is null || Rest(token) is not null;

    /// <summary>Without the numbers, as they were written before; as it is where it has none.</summary>
    public static string Plain(IdentityToken token) => Rest(token) is { } rest ? $"{Prefix}{token.Find("repository")}:{rest}" : token.Subject;

    /// <summary>What stands behind the repository; null where the subject does not name that of the claims.</summary>
    private static string? Rest(IdentityToken token) => Repositories(token)
        .Select(static repository => $"{Prefix}{repository}:")
        .Where(prefix => token.Subject.StartsWith(prefix, StringComparison.Ordinal))
        .Select(prefix => token.Subject[prefix.Length..])
        .FirstOrDefault();

    private static IEnumerable<string> Repositories(IdentityToken token)
    {
        if (token.Find("repository") is not { } repository)
        {
            yield break;
        }

        yield return repository;

        if (repository.Split('/') is [var owner, var name] && token.Find("repository_owner_id") is { Length: > 0 } ownerId && token.Find("repository_id") is { Length: > 0 } id)
        {
            yield return $"{owner}-{ownerId}/{name}-{id}";
        }
    }
}
