using ChangeGate.Changes;
using ChangeGate.Ledgers;
using ChangeGate.Rollbacks;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Reports;

/// <summary>What a report is given beside the judgement.</summary>
public sealed record ReportOptions
{
    public static ReportOptions Default { get; } = new();

    /// <summary>The run of this very set; null before it ran.</summary>
    public RunReport? Run { get; init; }

    /// <summary>Where it is to run, or ran; null for a proposal.</summary>
    public string? Environment { get; init; }

    /// <summary>The evidence of <see cref="Run"/>, or of the judgement; null while there is none.</summary>
    public EvidenceReference? Evidence { get; init; }

    /// <summary>Where the whole report can be read; null where it is published nowhere.</summary>
    public string? ReportUrl { get; init; }

    /// <summary>Where the rules' pages lie, with a slash at the end; null means that rules are named and not linked.</summary>
    public string? RulesUrl { get; init; }

    /// <summary>null means that the report shows no time.</summary>
    public DateTimeOffset? JudgedAt { get; init; }

    /// <summary>How reviews of the pull request count as approvals; null where approvals are signed files.</summary>
    public ReviewConsent? Reviews { get; init; }

    /// <summary>By which the comment is known again (<see cref="MarkdownReport.Marker"/>); null means the target's name, or a name for all targets.</summary>
    public string? CommentKey { get; init; }

    /// <summary>How <see cref="Run"/> is taken back; null where it cannot be, or where nobody consents by comments.</summary>
    public RollbackOffer? TakeBack { get; init; }

    /// <summary>How a schema is written as SQL; null shows what was read of it, as a picture alone.</summary>
    public Func<Dialect, ISqlDialect>? Dialects { get; init; }

    /// <summary>What to do next, as a command to paste; null means the report's own words for the verdict.</summary>
    public string? NextCommand { get; init; }
}

/// <summary>Reviews as approvals.</summary>
/// <param name="MustNameDigest">Every review counts only where its author wrote the digest: <c>/changegate approve 7f3c91aa04de</c>. Where only some clauses ask for that, they say so themselves.</param>
public sealed record ReviewConsent(bool MustNameDigest);

/// <summary>A run that can be taken back.</summary>
/// <param name="Manifest">What consent to it covers.</param>
/// <param name="NextCommand">What is run once somebody has consented.</param>
public sealed record RollbackOffer(RollbackManifest Manifest, string NextCommand);

/// <summary>A bundle that can be verified.</summary>
/// <param name="Name">The file's name, without its folder.</param>
/// <param name="Previous">The bundle before it for the same environment; null for the first.</param>
public sealed record EvidenceReference(string Name, Digest Digest, Digest? Previous)
{
    /// <summary>Where the ledger has its last statement; null where it does not have it.</summary>
    public LogProof? Entry { get; init; }
}
