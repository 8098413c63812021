using System.Text.Json;
using ChangeGate.Evidence;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary><c>changegate/verify/v1</c>.</summary>
internal static class VerifyJson
{
    public static void Write(Utf8JsonWriter writer, Verification verification)
    {
        writer.WriteStartObject();
        writer.WriteString("schema", "changegate/verify/v1");
        writer.WriteString("verdict", verification.Passes ? "pass" : "fail");
        writer.WriteArray("claims", verification.Claims, WriteClaim);
        writer.WriteEndObject();
    }

    public static void WriteClaim(Utf8JsonWriter writer, Claim claim)
    {
        writer.WriteStartObject();
        writer.WriteString("code", claim.Code);
        writer.WriteString("claim", claim.Text);
        writer.WriteString("verdict", claim.Verdict.ToKeyword());
        writer.WriteString("because", claim.Because);
        writer.WriteEndObject();
    }
}
