using System.CommandLine;
using ChangeGate.Approvals;
using ChangeGate.Cli.Judging;
using ChangeGate.Cli.Output;
using ChangeGate.Cli.Sources;
using ChangeGate.Decisions;
using ChangeGate.Failures;
using ChangeGate.Policies;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Cli.Commands;

/// <summary>Signs consent to one digest. The digest is computed here from the bytes: nobody signs a number that they were told.</summary>
internal static class ApproveCommand
{
    public static Command Create()
    {
        var proposal = new ProposalOptions();
        var key = new Option<string>("--key") { Description = "Your private key: a file, or ${VARIABLE} with its PEM text.", HelpName = "FILE", Required = true };
        var digest = new Option<string?>("--digest") { Description = "The digest that you reviewed: refuse to sign anything else.", HelpName = "DIGEST" };
        var days = new Option<int>("--valid-for") { Description = "Days for which the approval counts.", HelpName = "DAYS", DefaultValueFactory = _ => 14 };
        var note = new Option<string?>("--note") { Description = "A remark that is signed with it.", HelpName = "TEXT" };
        var command = new Command("approve", "Sign an approval of exactly what is proposed.") { key, digest, days, note };
        proposal.AddTo(command);
        command.SetAction(arguments => (int)Run(
            proposal.Read(arguments),
            new ApproveRequest(arguments.GetValue(key)!, arguments.GetValue(digest), arguments.GetValue(days), arguments.GetValue(note))));

        return command;
    }

    private static ExitCode Run(ProposalRequest request, ApproveRequest approve)
    {
        if (approve.Days is < 1 or > 365)
        {
            throw new GateException($"--valid-for {approve.Days} is no sensible time.", "Give 1 to 365 days.");
        }

        var proposals = ProposalReader.Read(request).Where(proposal => proposal.Set.Proposed.Count > 0).ToList();

        if (proposals is not [var proposal])
        {
            throw new GateException(
                proposals.Count == 0 ? "Nothing is proposed, so there is nothing to approve." : $"{proposals.Count} targets have proposals.",
                proposals.Count == 0 ? "Check the range or the folder." : $"Approve one at a time: --target {string.Join(" or ", proposals.Select(one => one.Set.Target))}");
        }

        var judge = new ProposalJudge(TimeProvider.System);
        var judgement = judge.Judge(proposal, request);
        RefuseOtherDigest(approve.Digest, judgement.Assessment.Digest);

        using var key = KeyFile.Read(approve.Key);
        var approver = ApproverOf(key, proposal.Policy);
        var now = TimeProvider.System.GetUtcNow();
        var path = Write(request.Approvals ?? ApprovalFolder.Default, Describe(judgement.Assessment, approver, now, approve), key);

        Console.WriteLine($"{approver.Name} approves {judgement.Assessment.Digest}");
        Console.WriteLine($"for {judgement.Assessment.Set.Target}: {string.Join(", ", judgement.Assessment.Migrations.Select(one => Reports.Escape.Terminal(one.Migration.Path)))}");

        if (judgement.Assessment.Sizes.Count > 0)
        {
            Console.WriteLine($"with {string.Join(", ", judgement.Assessment.Sizes.Select(size => $"{Reports.Escape.Terminal(size.Table.ToString())} at {size.Rows:N0} rows"))}");
        }

        Console.WriteLine(path);
        RemarkUselessness(judge.Judge(proposal, request), path);

        return ExitCode.Allowed;
    }

    private static void RefuseOtherDigest(string? reviewed, Digest actual)
    {
        if (reviewed is null)
        {
            return;
        }

        var expected = reviewed.Replace(" ", "", StringComparison.Ordinal).Replace("sha256:", "", StringComparison.Ordinal);

        if (expected.Length < 12 || !actual.Hex.StartsWith(expected, StringComparison.Ordinal))
        {
            throw new GateException(
                $"What is proposed now has digest {actual.Short}, not the {reviewed} that you reviewed.",
                "Review it again: changegate check. (A shortened digest needs at least 12 digits.)");
        }
    }

    private static Approver ApproverOf(SigningKey key, Policy policy) =>
        policy.Approvers.FirstOrDefault(approver => PublicKey.TryRead(approver.PublicKeyPem, out var listed, out _) && listed.Fingerprint == key.PublicKey.Fingerprint)
        ?? throw new GateException(
            $"The policy lists no approver with the key {key.PublicKey.Fingerprint}.",
            "Add the public key under policy.approvers on the base branch, or sign with a key that is listed.");

    private static Approval Describe(Assessment assessment, Approver approver, DateTimeOffset now, ApproveRequest approve) => new()
    {
        Approver = approver.Name,
        Key = default,
        Digest = assessment.Digest,
        Target = assessment.Set.Target,
        EnvironmentClass = assessment.Set.EnvironmentClass,
        GivenAt = now,
        ExpiresAt = now.AddDays(approve.Days),
        Sizes = assessment.Sizes,
        Note = approve.Note,
    };

    private static string Write(string folder, Approval approval, SigningKey key)
    {
        var person = string.Concat(approval.Approver.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '_'));
        var path = Path.Combine(folder, $"{approval.Digest.Hex[..12]}-{person}.approval.json");
        OutputRequest.Save(path, ApprovalSigner.Sign(approval, key));

        return path;
    }

    /// <summary>An approval that will not count is said at once, not at the gate.</summary>
    private static void RemarkUselessness(Judgement judgement, string path)
    {
        if (judgement.Decision.Approvals.FirstOrDefault(check => check.Source == Path.GetFileName(path)) is { Counts: false } check)
        {
            Terminal.Remark($"This approval does not count: {check.Because}");
        }
    }

    private sealed record ApproveRequest(string Key, string? Digest, int Days, string? Note);
}
