using ChangeGate.Approvals;
using ChangeGate.Decisions;
using ChangeGate.Failures;
using ChangeGate.Policies;

namespace ChangeGate.Cli.Sources;

/// <summary>Signed approvals lie in a folder as files. Whoever put them there: only their signatures count.</summary>
internal static class ApprovalFolder
{
    public const string Default = ".changegate/approvals";

    private const string Pattern = "*.approval.json";

    public static IReadOnlyList<ApprovalCheck> Check(string? folder, Assessment assessment, Policy policy, DateTimeOffset now)
    {
        if (folder is not null && !Directory.Exists(folder))
        {
            throw new GateException($"There is no folder of approvals '{folder}'.", "Name the folder that 'changegate approve' wrote to.");
        }

        if (!Directory.Exists(folder ?? Default))
        {
            return [];
        }

        var files = Directory.EnumerateFiles(folder ?? Default, Pattern).Order(StringComparer.Ordinal).Select(Read);

        return ApprovalVerifier.CheckAll(files, ApprovalRequest.For(assessment.Set, assessment.Footprint, assessment.Sizes, policy, now));
    }

    /// <summary>One character more than the largest approval tells the verifier that the file is no approval.</summary>
    private static ApprovalFile Read(string path)
    {
        using var file = File.OpenText(path);
        var text = new char[ApprovalVerifier.LargestFile + 1];
        var length = file.ReadBlock(text);

        return new ApprovalFile(Path.GetFileName(path), new string(text, 0, length));
    }
}
