using ChangeGate.Decisions;

namespace ChangeGate.Reports.Ci;

/// <summary>Words that the reports for CIs have in common: plain text in which nothing is invisible and no runner finds a command.</summary>
internal static class CiText
{
    private const int LongestLine = 1_000;

    private const int LongestSql = 4_000;

    /// <summary>Prose on one line.</summary>
    public static string Line(string prose) => Escape.Terminal(Escape.Clip(Prose.Plain(prose.ReplaceLineEndings(" ")), LongestLine));

    /// <summary>Somebody's SQL, on its lines.</summary>
    public static string Sql(string sql) => Escape.Output(Escape.VisibleLines(Escape.Clip(SecretMask.Apply(sql), LongestSql)));

    /// <summary><c>approval needed · risk 72 high · shop on PostgreSQL 16</c>.</summary>
    public static string Headline(JudgementSummary summary) => Line(summary.Headline);

    /// <summary>Allowed, and where it ran already, ran well.</summary>
    public static bool IsGood(JudgementSummary summary) => summary.Decision.Verdict == Verdict.Allowed && summary.Tone == Tone.Good;

    /// <summary>What is missing, or what speaks against it, in sentences; empty where nothing is.</summary>
    public static IEnumerable<string> Open(JudgementSummary summary) =>
    [
        .. summary.Denials.Select(static reason => Line($"{reason.Clause}: {reason.Because}")),
        .. summary.Needs.Select(static need => Line($"Needs {need.Sentence} ({need.Clauses}).")),
    ];
}
