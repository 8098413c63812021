using System.Globalization;
using ChangeGate.Evidence;
using ChangeGate.Signatures;

namespace ChangeGate.Reports;

/// <summary>What one line of an export says of a run: by name, for programs and tables alike. null is not known.</summary>
internal static class RunFacts
{
    public static IReadOnlyList<(string Name, string? Value)> Of(AuditedRun run)
    {
        var said = run.Summary;

        return
        [
            ("run", run.Entry.Run),
            ("kind", run.File is null ? null : Keywords.Write(run.Kind)),
            ("target", run.Entry.Target),
            ("environment", run.Entry.Environment),
            ("recordedAt", Timestamp.Write(run.Entry.At)),
            ("startedAt", said.StartedAt is { } started ? Timestamp.Write(started) : null),
            ("endedAt", said.EndedAt is { } ended ? Timestamp.Write(ended) : null),
            ("outcome", said.Outcome is { } outcome ? Keywords.Write(outcome) : null),
            ("actor", said.Actor),
            ("requesterKind", said.RequesterKind),
            ("onBehalfOf", said.OnBehalfOf),
            ("identity", said.IsProved is { } proved ? (proved ? "verified" : "claimed") : null),
            ("set", said.Set?.ToString()),
            ("migrations", said.Migrations is { } migrations ? string.Join(" ", migrations) : null),
            ("decision", said.Decision),
            ("risk", said.Risk?.ToString(CultureInfo.InvariantCulture)),
            ("approvals", said.Approvals?.ToString(CultureInfo.InvariantCulture)),
            ("authors", said.Authors is { } authors ? string.Join(", ", authors) : null),
            ("commit", said.Commit),
            ("guardEvents", said.GuardEvents?.ToString(CultureInfo.InvariantCulture)),
            ("drifted", said.HasDrifted is { } drifted ? (drifted ? "yes" : "no") : null),
            ("bundle", run.Entry.Bundle.ToString()),
            ("file", run.File),
        ];
    }
}
