using ChangeGate.Evidence;
using ChangeGate.Signatures;

namespace ChangeGate.Reports;

/// <summary>What one line of an export says of a run: by name, for programs and tables alike. null is not known.</summary>
internal static class RunFacts
{
    public static IReadOnlyList<(string Name, string? Value)> Of(AuditedRun run)
    {
        var (contents, report) = (run.Contents, run.Contents.Run?.Report);

        return
        [
            ("run", run.Entry.Run),
            ("kind", run.File is null ? null : Keywords.Write(run.Kind)),
            ("target", run.Entry.Target),
            ("environment", run.Entry.Environment),
            ("recordedAt", Timestamp.Write(run.Entry.At)),
            ("startedAt", report is null ? null : Timestamp.Write(report.StartedAt)),
            ("endedAt", report is null ? null : Timestamp.Write(report.EndedAt)),
            ("outcome", report is null ? null : Keywords.Write(report.Outcome)),
            ("actor", report?.Actor),
            ("requesterKind", report?.Identity is { } identity ? Keywords.Write(identity.Kind) : null),
            ("onBehalfOf", report?.Identity?.OnBehalfOf?.Name),
            ("identity", report?.Identity is { } proved ? proved.Token is null ? "claimed" : "verified" : null),
            ("set", report?.SetDigest.ToString()),
            ("migrations", report is null ? null : string.Join(" ", report.Migrations.Select(static migration => migration.Path))),
            ("decision", contents.Decision is { } decision ? Keywords.Write(decision.Verdict) : null),
            ("risk", contents.Findings is { } findings ? $"{findings.Risk.Score}" : null),
            ("approvals", contents.Approvals is { } approvals ? $"{approvals.Approvals.Count(static approval => approval.Counts)}" : null),
            ("authors", contents.Set is { } set ? string.Join(", ", set.Set.Authorship.Names) : null),
            ("commit", contents.Set?.Set.HeadCommit),
            ("bundle", run.Entry.Bundle.ToString()),
            ("file", run.File),
        ];
    }
}
