using ChangeGate.GitHub.Payloads;

namespace ChangeGate.GitHub.People;

/// <summary>The zero value is nobody whose word counts.</summary>
public enum AccountType
{
    /// <summary>GitHub did not say, or said something new.</summary>
    Unknown,
    User,
    Bot,
    Organization,
}

/// <summary>Who did something, as GitHub itself attests. Accounts are told apart by number: a login can be renamed and taken by somebody else.</summary>
public sealed record Account(long Id, string Login, AccountType Type)
{
    /// <summary>null where the account is gone (GitHub then names nobody).</summary>
    internal static Account? From(AccountPayload? payload) => payload is { Id: > 0, Login: { Length: > 0 } login }
        ? new Account(payload.Id, login, payload.Type switch
        {
            "User" => AccountType.User,
            "Bot" => AccountType.Bot,
            "Organization" => AccountType.Organization,
            _ => AccountType.Unknown,
        })
        : null;
}
