using System.Text.Json.Nodes;
using ChangeGate.Migrations;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Approvals;

/// <summary>An approval as the payload of its envelope: an in-toto statement whose subject is the digest that was approved.</summary>
internal static class ApprovalStatement
{
    public const string PredicateType = "urn:changegate:approval:v1";

    public static byte[] Write(Approval approval)
    {
        var predicate = new JsonObject
        {
            ["approver"] = approval.Approver,
            ["key"] = approval.Key.ToString(),
            ["environmentClass"] = KebabCase.From(approval.EnvironmentClass.ToString()),
            ["givenAt"] = Timestamp.Write(approval.GivenAt),
            ["expiresAt"] = Timestamp.Write(approval.ExpiresAt),
            ["note"] = approval.Note,
        };

        // Absent where none was known: approvals from before look as they always did.
        TableRows.WriteAll(approval.Sizes, predicate);

        return new InTotoStatement([new Subject(approval.Target, approval.Digest)], PredicateType).Write(predicate);
    }

    /// <exception cref="FormatException">The payload is no approval, or says more than one.</exception>
    public static Approval Read(byte[] payload)
    {
        if (!StrictJson.TryParse(payload, out var root, out var problem))
        {
            throw new FormatException(problem);
        }

        var (statement, predicate) = InTotoStatement.Read(root);

        if (statement.PredicateType != PredicateType || statement.Subjects.Count != 1)
        {
            throw new FormatException($"is not an approval (`{PredicateType}` of one subject)");
        }

        var approval = new Approval
        {
            Approver = predicate.Text("approver"),
            Key = Digest.TryParse(predicate.Text("key"), out var key) ? key : throw new FormatException("has a `key` that is not a fingerprint"),
            Digest = statement.Subjects[0].Digest,
            Target = statement.Subjects[0].Name,
            EnvironmentClass = ReadClass(predicate.Text("environmentClass")),
            GivenAt = Timestamp.Read(predicate.Text("givenAt"), "givenAt"),
            ExpiresAt = Timestamp.Read(predicate.Text("expiresAt"), "expiresAt"),
            Note = predicate.OptionalText("note"),
            Sizes = TableRows.ReadAll(predicate),
            NamesDigest = true,
        };

        return Write(approval).AsSpan().SequenceEqual(payload) ? approval : throw new FormatException("says more than an approval may say, or is not canonical JSON");
    }

    private static EnvironmentClass ReadClass(string keyword) => keyword switch
    {
        "protected" => EnvironmentClass.Protected,
        "open" => EnvironmentClass.Open,
        _ => throw new FormatException("has an `environmentClass` that is neither protected nor open"),
    };
}
