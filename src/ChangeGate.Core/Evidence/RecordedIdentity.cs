using System.Text.Json;
using System.Text.Json.Nodes;
using ChangeGate.Runs;
using ChangeGate.Signatures;

namespace ChangeGate.Evidence;

/// <summary>Who asked for a run, as the stage of the run says it.</summary>
internal static class RecordedIdentity
{
    public static JsonObject Write(RunIdentity identity) => new()
    {
        ["requester"] = identity.Requester,
        ["from"] = Keywords.Write(identity.From),
        ["kind"] = Keywords.Write(identity.Kind),
        ["because"] = identity.Because,
        ["onBehalfOf"] = identity.OnBehalfOf is { } behalf ? new JsonObject { ["name"] = behalf.Name, ["from"] = Keywords.Write(behalf.From) } : null,
        ["ci"] = identity.Ci is { } ci ? WriteCi(ci) : null,
        ["token"] = identity.Token is { } token ? WriteToken(token) : null,
        ["commit"] = identity.Commit,
        ["deployed"] = identity.IsDeployed,
    };

    public static RunIdentity Read(JsonElement element) => new()
    {
        Requester = element.Text("requester"),
        From = element.Keyword<IdentitySource>("from"),
        Kind = element.Keyword<RequesterKind>("kind"),
        Because = element.OptionalText("because"),
        OnBehalfOf = element.Member("onBehalfOf") is { ValueKind: not JsonValueKind.Null } behalf ? new OnBehalf(behalf.Text("name"), behalf.Keyword<IdentitySource>("from")) : null,
        Ci = element.Member("ci") is { ValueKind: not JsonValueKind.Null } ci ? ReadCi(ci) : null,
        Token = element.Member("token") is { ValueKind: not JsonValueKind.Null } token ? ReadToken(token) : null,
        Commit = element.OptionalText("commit"),
        IsDeployed = element.Flag("deployed"),
    };

    private static JsonObject WriteCi(CiRun ci) => new()
    {
        ["provider"] = Keywords.Write(ci.Provider),
        ["run"] = ci.RunId,
        ["from"] = Keywords.Write(ci.From),
        ["attempt"] = ci.Attempt,
        ["workflow"] = ci.Workflow,
        ["repository"] = ci.Repository,
        ["ref"] = ci.Ref,
        ["commit"] = ci.Commit,
        ["begunAgainBy"] = ci.BegunAgainBy,
    };

    private static CiRun ReadCi(JsonElement element) => new(element.Keyword<CiProvider>("provider"), element.Text("run"), element.Keyword<IdentitySource>("from"))
    {
        Attempt = element.OptionalText("attempt"),
        Workflow = element.OptionalText("workflow"),
        Repository = element.OptionalText("repository"),
        Ref = element.OptionalText("ref"),
        Commit = element.OptionalText("commit"),
        BegunAgainBy = element.OptionalText("begunAgainBy"),
    };

    private static JsonObject WriteToken(IdentityToken token) => new()
    {
        ["issuer"] = token.Issuer,
        ["audience"] = token.Audience,
        ["subject"] = token.Subject,
        ["algorithm"] = Keywords.Write(token.Algorithm),
        ["keyId"] = token.KeyId,
        ["key"] = token.Key.ToString(),
        ["issuedAt"] = Timestamp.Write(token.IssuedAt),
        ["notBefore"] = token.NotBefore is { } notBefore ? Timestamp.Write(notBefore) : null,
        ["expiresAt"] = Timestamp.Write(token.ExpiresAt),
        ["verifiedAt"] = Timestamp.Write(token.VerifiedAt),
        ["digest"] = token.Digest.ToString(),
        ["claims"] = JsonLists.Write(token.Claims, static claim => new JsonObject { ["name"] = claim.Name, ["value"] = claim.Value }),
    };

    private static IdentityToken ReadToken(JsonElement element) => new()
    {
        Issuer = element.Text("issuer"),
        Audience = element.Text("audience"),
        Subject = element.Text("subject"),
        Algorithm = element.Keyword<TokenAlgorithm>("algorithm"),
        KeyId = element.Text("keyId"),
        Key = element.Digest("key"),
        IssuedAt = element.Moment("issuedAt"),
        NotBefore = element.Member("notBefore").ValueKind == JsonValueKind.Null ? null : element.Moment("notBefore"),
        ExpiresAt = element.Moment("expiresAt"),
        VerifiedAt = element.Moment("verifiedAt"),
        Digest = element.Digest("digest"),
        Claims = [.. element.Items("claims").Select(static claim => new TokenClaim(claim.Text("name"), claim.Text("value")))],
    };
}
