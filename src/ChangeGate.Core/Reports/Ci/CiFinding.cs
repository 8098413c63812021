using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Text;

namespace ChangeGate.Reports.Ci;

/// <summary>A finding as the page of a CI shows it. Excepted findings are not shown there.</summary>
/// <param name="Path">From the root of the repository, as the file is really named: it is compared, not shown.</param>
/// <param name="Fingerprint">Stays while lines above it move; no other finding of the report has it.</param>
internal sealed record CiFinding(Finding Finding, string Path, string Fingerprint)
{
    /// <summary>From 1.</summary>
    public required int StartLine { get; init; }

    /// <summary>From 1.</summary>
    public required int StartColumn { get; init; }

    /// <summary>The line of its last character.</summary>
    public required int EndLine { get; init; }

    /// <summary>On one line: what happens to whom.</summary>
    public string Message => CiText.Line(Finding.Message);

    /// <summary>On one line, with what to do instead.</summary>
    public string Advice => Finding.Remedy.Length == 0 ? Message : $"{Message} {CiText.Line(Finding.Remedy)}";

    /// <summary>The most dangerous first; those of one risk in the order of targets and files.</summary>
    public static IReadOnlyList<CiFinding> Of(IEnumerable<Judgement> judgements) =>
        [.. judgements.SelectMany(static judgement => Of(judgement.Assessment)).OrderBy(static one => one.Finding.Risk)];

    public static IEnumerable<CiFinding> Of(Assessment assessment) =>
        SarifResult.Of(assessment).Where(static result => result.Finding.Suppressed is null).Select(result => Of(result, assessment.Set.Target, assessment.Set.PathInRepository(result.Finding.Path)));

    // Two targets may read one folder, each with findings of its own.
    private static CiFinding Of(SarifResult result, string target, string path)
    {
        var line = Math.Max(1, result.Start.Line);

        return new CiFinding(result.Finding, path, Digest.Of($"{target}\n{result.Fingerprint}").Hex[..32])
        {
            StartLine = line,
            StartColumn = Math.Max(1, result.Start.Column),
            EndLine = result.End is not { } past ? line : past.Column == 1 && past.Line > line ? past.Line - 1 : Math.Max(line, past.Line),
        };
    }
}
