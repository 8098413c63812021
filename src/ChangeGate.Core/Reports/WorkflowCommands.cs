using ChangeGate.Findings;

namespace ChangeGate.Reports;

/// <summary>Lines by which a job on GitHub speaks to its runner. Everything else that a job prints must not be able to.</summary>
public static class WorkflowCommands
{
    /// <summary>A runner shows so many errors and so many warnings of a step and drops the rest.</summary>
    private const int Shown = 10;

    /// <summary>One line for each annotation that a runner shows, and one of plain words where there are more.</summary>
    public static IEnumerable<string> Annotate(IReadOnlyList<FindingAnnotation> annotations)
    {
        var errors = annotations.Where(annotation => annotation.Risk == Risk.Danger).Take(Shown).ToList();
        var warnings = annotations.Where(annotation => annotation.Risk == Risk.Caution).Take(Shown).ToList();

        foreach (var annotation in errors.Concat(warnings))
        {
            yield return Annotate(annotation);
        }

        if (annotations.Count > errors.Count + warnings.Count)
        {
            yield return $"{annotations.Count - errors.Count - warnings.Count} more findings are not annotated here; the report holds them.";
        }
    }

    /// <summary>Text in which no line is a command to the runner.</summary>
    /// <param name="token">Made for this text alone, so that nothing in it can end the silence.</param>
    public static string Silence(string text, string token)
    {
        if (token.Length < 16 || !token.All(char.IsAsciiLetterOrDigit) || text.Contains(token, StringComparison.Ordinal))
        {
            throw new ArgumentException("The token is 16 or more letters and digits that nobody could have foreseen.", nameof(token));
        }

        var lines = Escape.VisibleLines(text).Replace("##[", "#⟨U+0023⟩[", StringComparison.Ordinal);
        return $"::stop-commands::{token}\n{lines.TrimEnd('\n')}\n::{token}::\n";
    }

    private static string Annotate(FindingAnnotation annotation)
    {
        var columns = annotation is { StartColumn: { } start, EndColumn: { } end } ? $",col={start},endColumn={end}" : "";
        var command = annotation.Risk == Risk.Danger ? "error" : "warning";
        var message = string.Join("%0A", annotation.Message.Split('\n').Select(Escape.WorkflowData));
        return $"::{command} file={Escape.WorkflowProperty(annotation.Path)},line={annotation.StartLine},endLine={annotation.EndLine}{columns},title={Escape.WorkflowProperty(annotation.Title)}::{message}";
    }
}
