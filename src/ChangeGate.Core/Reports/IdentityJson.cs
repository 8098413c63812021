using System.Text.Json;
using ChangeGate.Runs;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>Who asked for a run, as programs read it: everything but a token has a place where it is known from.</summary>
internal static class IdentityJson
{
    public static void Write(Utf8JsonWriter writer, RunIdentity? identity)
    {
        writer.WritePropertyName("identity");

        if (identity is null)
        {
            writer.WriteNullValue();
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("requester", identity.Requester);
        writer.WriteString("from", identity.From.ToKeyword());
        writer.WriteString("kind", identity.Kind.ToKeyword());
        writer.WriteString("because", identity.Because);
        WriteBehalf(writer, identity.OnBehalfOf);
        WriteCi(writer, identity.Ci);
        WriteToken(writer, identity.Token);
        writer.WriteString("commit", identity.Commit);
        writer.WriteBoolean("deployed", identity.IsDeployed);
        writer.WriteEndObject();
    }

    private static void WriteBehalf(Utf8JsonWriter writer, OnBehalf? behalf)
    {
        if (behalf is null)
        {
            writer.WriteNull("onBehalfOf");
            return;
        }

        writer.WriteStartObject("onBehalfOf");
        writer.WriteString("name", behalf.Name);
        writer.WriteString("from", behalf.From.ToKeyword());
        writer.WriteEndObject();
    }

    private static void WriteCi(Utf8JsonWriter writer, CiRun? ci)
    {
        if (ci is null)
        {
            writer.WriteNull("ci");
            return;
        }

        writer.WriteStartObject("ci");
        writer.WriteString("provider", ci.Provider.ToKeyword());
        writer.WriteString("run", ci.RunId);
        writer.WriteString("from", ci.From.ToKeyword());
        writer.WriteString("attempt", ci.Attempt);
        writer.WriteString("workflow", ci.Workflow);
        writer.WriteString("repository", ci.Repository);
        writer.WriteString("ref", ci.Ref);
        writer.WriteString("commit", ci.Commit);
        writer.WriteString("begunAgainBy", ci.BegunAgainBy);
        writer.WriteEndObject();
    }

    private static void WriteToken(Utf8JsonWriter writer, IdentityToken? token)
    {
        if (token is null)
        {
            writer.WriteNull("token");
            return;
        }

        writer.WriteStartObject("token");
        writer.WriteString("issuer", token.Issuer);
        writer.WriteString("audience", token.Audience);
        writer.WriteString("subject", token.Subject);
        writer.WriteString("algorithm", token.Algorithm.ToKeyword());
        writer.WriteString("keyId", token.KeyId);
        writer.WriteString("key", token.Key.ToString());
        writer.WriteTime("issuedAt", token.IssuedAt);
        writer.WriteTime("expiresAt", token.ExpiresAt);
        writer.WriteTime("verifiedAt", token.VerifiedAt);
        writer.WriteString("digest", token.Digest.ToString());
        writer.WriteStartObject("claims");

        foreach (var claim in token.Claims)
        {
            writer.WriteString(claim.Name, claim.Value);
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
