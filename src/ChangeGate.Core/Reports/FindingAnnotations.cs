using ChangeGate.Decisions;
using ChangeGate.Findings;

namespace ChangeGate.Reports;

/// <summary>The findings of a judgement as annotations of its files. Excepted findings annotate nothing.</summary>
public static class FindingAnnotations
{
    public const int LongestTitle = 255;

    /// <summary>GitHub takes 64 KB; the safe way is read in the comment where it is longer than this.</summary>
    public const int LargestMessage = 60_000;

    private const int LongestSql = 4_000;

    /// <summary>The most dangerous first; those of one risk in the order of the files.</summary>
    public static IReadOnlyList<FindingAnnotation> Of(IEnumerable<Judgement> judgements) =>
        [.. judgements.SelectMany(judgement => Of(judgement.Assessment)).OrderBy(annotation => annotation.Risk)];

    private static IEnumerable<FindingAnnotation> Of(Assessment assessment) =>
        SarifResult.Of(assessment).Where(result => result.Finding.Suppressed is null).Select(result => Of(result, assessment.Set.PathInRepository(result.Finding.Path)));

    private static FindingAnnotation Of(SarifResult result, string path)
    {
        // One past the last character: at the first column it is the line before that the finding ends on.
        var end = result.End is not { } past ? result.Start.Line : past.Column == 1 && past.Line > result.Start.Line ? past.Line - 1 : past.Line;
        var onOneLine = result.End is { } place && place.Line == result.Start.Line;

        return new FindingAnnotation(path, result.Finding.Risk)
        {
            StartLine = result.Start.Line,
            EndLine = end,
            StartColumn = onOneLine ? result.Start.Column : null,
            EndColumn = onOneLine ? result.End!.Value.Column - 1 : null,
            Title = Escape.Clip($"{result.Finding.Rule}: {Line(result.Finding.Message)}", LongestTitle - 1),
            Message = Message(result.Finding),
        };
    }

    private static string Message(Finding finding)
    {
        var lines = new List<string> { Line(finding.Message) };

        if (finding.Remedy.Length > 0)
        {
            lines.Add($"Instead: {Line(finding.Remedy)}");
        }

        if (finding.SafeSql is { } sql)
        {
            lines.Add(Escape.VisibleLines(Escape.Clip(SecretMask.Apply(sql), LongestSql)));
        }

        lines.Add($"Rule {finding.Id}: changegate explain {finding.Rule}");
        return string.Join("\n\n", lines);
    }

    private static string Line(string prose) => Escape.Visible(Escape.Clip(Prose.Plain(prose.ReplaceLineEndings(" ")), 1_000));
}
