using System.Text;
using ChangeGate.Approvals;
using ChangeGate.Rollbacks;
using ChangeGate.Runs;

namespace ChangeGate.Reports;

/// <summary>A rollback as a comment on the pull request whose run it takes back: what is asked of whom, or how it ended.</summary>
public static class RollbackComment
{
    /// <summary>A script longer than this is in the evidence.</summary>
    private const int LongestScript = 40_000;

    /// <summary>What a person writes to consent.</summary>
    public static string Command(RollbackManifest manifest) => $"/changegate approve {manifest.Digest.Hex}";

    /// <summary>For one that nobody consented to yet.</summary>
    /// <param name="manifest">What would be taken back.</param>
    /// <param name="approvals">All that were looked at.</param>
    /// <param name="options">Its key, and where more can be read.</param>
    public static string Ask(RollbackManifest manifest, IReadOnlyList<ApprovalCheck> approvals, ReportOptions options) =>
        MarkdownReport.Head(options.CommentKey ?? manifest.Target, Tone.Wait, $"a rollback on {Prose.Name(manifest.Environment)} needs an approval", MarkdownReport.Limit)
        + $"It takes back run {MarkdownWriter.Name(manifest.Run)}: {Migrations(manifest)}.\n\n"
        + $"**To approve:** somebody who did not write this change comments, on a line of its own:\n\n{Escape.MarkdownFence("text", Command(manifest))}\n\n"
        + "Then the rollback is asked for again. The digest covers this run and these statements, and nothing else.\n\n"
        + Script(manifest)
        + Approvals(approvals);

    /// <summary>For one that ran, well or not.</summary>
    public static string Tell(RollbackManifest manifest, RunReport run, IReadOnlyList<ApprovalCheck> approvals, ReportOptions options)
    {
        var because = run.Because is { } reason ? $"  \n{MarkdownWriter.Words(reason)}" : "";
        var asked = IdentityText.Of(run) is { } identity ? $"\n\n**Asked for:** {identity.Tone.Mark()} {MarkdownWriter.Words(identity.Sentence)}" : "";
        var evidence = options.Evidence is { } bundle ? $"\n<sub>Evidence `{bundle.Digest.Short}`: {MarkdownWriter.Name($"changegate verify {bundle.Name}")}{(bundle.Entry is { } entry ? $" · ledger: entry {entry.Index} of {entry.Checkpoint.Checkpoint.Size}, root `{entry.Checkpoint.Checkpoint.Root}`" : "")}</sub>\n" : "";

        return MarkdownReport.Head(options.CommentKey ?? manifest.Target, run.Outcome.ToTone(), $"{Ended(run.Outcome)} on {Prose.Name(manifest.Environment)}", MarkdownReport.Limit)
            + $"**Rollback:** {run.Outcome.ToTone().Mark()} {MarkdownWriter.Words(RunText.Sentence(run))}{because}{asked}\n\nIt took back {Migrations(manifest)}.\n\n"
            + MarkdownParts.Run(run).Text
            + Script(manifest)
            + Approvals(approvals)
            + evidence;
    }

    private static string Ended(RunOutcome outcome) => outcome switch
    {
        RunOutcome.Succeeded => "rolled back",
        RunOutcome.Failed => "rollback failed",
        _ => "rollback needs attention",
    };

    private static string Migrations(RollbackManifest manifest) =>
        Wording.List([.. manifest.Migrations.Reverse().Take(10).Select(migration => MarkdownWriter.Name(migration.Path))]) + (manifest.Migrations.Count > 10 ? $" and {manifest.Migrations.Count - 10} more" : "");

    private static string Script(RollbackManifest manifest)
    {
        var script = new StringBuilder();

        foreach (var migration in manifest.Migrations.Reverse())
        {
            script.Append($"{MarkdownWriter.Name(migration.Path)}\n\n{MarkdownWriter.Sql(MarkdownParts.Statements(migration.Statements))}\n\n");
        }

        return MarkdownWriter.Bytes(script.ToString()) > LongestScript ? "The script is longer than a comment holds; the evidence of the run has it.\n" : MarkdownWriter.Fold("Rollback script", script.ToString());
    }

    private static string Approvals(IReadOnlyList<ApprovalCheck> approvals) => approvals.Count == 0 ? "" : MarkdownParts.Approvals(approvals).Text;
}
