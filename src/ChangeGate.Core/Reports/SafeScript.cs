using System.Text;
using ChangeGate.Decisions;

namespace ChangeGate.Reports;

/// <summary>The safe way as a script: for each finding that has one the SQL to write instead, for the others what to do in words.</summary>
public static class SafeScript
{
    /// <summary>Empty where no rule spoke. Whatever stands in names stays in its comment.</summary>
    public static string Render(Judgement judgement)
    {
        var script = new StringBuilder();

        foreach (var finding in judgement.Assessment.Findings)
        {
            script.Append($"-- {Line(finding.Path)}:{finding.Position.Line} {finding.Rule}: {Line(finding.Message)}\n");
            script.Append(finding.SafeSql is { } sql ? $"{SecretMask.Apply(sql).TrimEnd()}\n\n" : $"-- Instead: {Line(finding.Remedy)}\n\n");
        }

        return script.ToString();
    }

    private static string Line(string text) => Escape.Visible(SecretMask.Apply(text));
}
