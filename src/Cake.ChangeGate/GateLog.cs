using System.Globalization;
using System.Text;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.ChangeGate;

/// <summary>What a build's log says of a result. Names out of SQL are made plain: they could steer a terminal, or speak to the CI by a line of their own.</summary>
internal static class GateLog
{
    public static void Show(ICakeLog log, IEnumerable<ChangeGateDecision> decisions)
    {
        foreach (var decision in decisions)
        {
            Write(log, decision.Verdict != ChangeGateVerdict.Allowed, $"ChangeGate {decision.Target}: {Word(decision.Verdict)}, risk {decision.Risk.Score} {Word(decision.Risk.Level)}, {decision.Digest}");

            foreach (var finding in decision.Findings.Where(static finding => finding.Suppressed is null))
            {
                Write(log, finding.Risk != ChangeGateFindingRisk.Notice, $"{Word(finding.Risk)} {finding.Id} {finding.Rule} {finding.Path}:{finding.Line}:{finding.Column} {finding.Message} {finding.Remedy}");
            }
        }
    }

    public static void Show(ICakeLog log, IEnumerable<ChangeGateRun> runs)
    {
        foreach (var run in runs)
        {
            Write(log, run.Outcome != ChangeGateOutcome.Succeeded, $"ChangeGate {run.Kind} {run.Target} in {run.Environment}: {Word(run.Outcome)}, {run.Migrations.Count} migrations, run {run.Id}");
        }
    }

    /// <summary>Ends the build where the settings want that.</summary>
    /// <param name="settings">That say which verdicts do.</param>
    /// <param name="run">Its exit code becomes the exception's.</param>
    /// <param name="because">Sentences.</param>
    /// <exception cref="CakeException">The verdict shuts the gate.</exception>
    public static void Require(ChangeGateSettings settings, ToolRun run, IEnumerable<string> because)
    {
        var isShut = settings.FailOn switch
        {
            ChangeGateFailOn.Never => false,
            ChangeGateFailOn.Denied => run.Verdict == ChangeGateVerdict.Denied,
            _ => run.Verdict != ChangeGateVerdict.Allowed,
        };

        if (isShut)
        {
            var reasons = because.DefaultIfEmpty(string.Join(' ', run.Error));
            throw new CakeException(run.ExitCode, Plain($"changegate {run.Command}: {Word(run.Verdict)}. {string.Join(' ', reasons)}"));
        }
    }

    /// <summary>The reasons that decided, target by target.</summary>
    public static IEnumerable<string> Reasons(IEnumerable<ChangeGateDecision> decisions, ChangeGateVerdict verdict) =>
        decisions.Where(decision => decision.Verdict == verdict)
            .Select(decision => $"{decision.Target} ({decision.Digest}): {string.Join(' ', decision.Reasons.Where(reason => reason.Verdict == verdict).Select(static reason => $"{reason.Clause}: {reason.Because}"))}");

    /// <summary>One line, without anything that is not seen.</summary>
    public static string Plain(string text) =>
        text.EnumerateRunes().Aggregate(new StringBuilder(), static (plain, rune) => plain.Append(IsSeen(rune) ? rune.ToString() : " ")).ToString().Trim();

    private static bool IsSeen(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);

    private static void Write(ICakeLog log, bool isWarning, string text)
    {
        if (isWarning)
        {
            log.Warning("{0}", Plain(text));
        }
        else
        {
            log.Information("{0}", Plain(text));
        }
    }

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();
}
