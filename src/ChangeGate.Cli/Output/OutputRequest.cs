using System.Text;
using ChangeGate.Decisions;
using ChangeGate.Failures;
using ChangeGate.Reports;
using ChangeGate.Sql;

namespace ChangeGate.Cli.Output;

internal enum ReportFormat
{
    Markdown,
    Html,
    Json,
    Sarif,
}

internal sealed record ReportFile(ReportFormat Format, string Path);

/// <summary>Where results were asked for.</summary>
internal sealed record OutputRequest(bool Json, IReadOnlyList<ReportFile> Reports)
{
    /// <param name="nextCommand">What to do next; null leaves it to the report.</param>
    /// <param name="several">More than one judgement goes out: each report file then carries its target's name.</param>
    public void Write(Judgement judgement, string? nextCommand, bool several)
    {
        var options = WriteReports(judgement, nextCommand, several);

        if (Json)
        {
            ResultWriter.JsonLine(judgement);
        }
        else
        {
            ResultWriter.Judgement(judgement, options);
        }
    }

    /// <summary>The files alone, without a result on standard output.</summary>
    public ReportOptions WriteReports(Judgement judgement, string? nextCommand, bool several)
    {
        var options = ReportOptions.Default with { NextCommand = nextCommand };
        WriteReports(several ? this with { Reports = [.. Reports.Select(report => report with { Path = Named(report.Path, judgement.Assessment.Set.Target) })] } : this, judgement, options);

        return options;
    }

    public void WriteReports(Judgement judgement, ReportOptions options) => WriteReports(this, judgement, options);

    public static void Save(string path, string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            File.WriteAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GateException($"The file '{path}' could not be written: {failure.Message}", "Name a place that this user may write to.", failure);
        }
    }

    private static void WriteReports(OutputRequest request, Judgement judgement, ReportOptions options)
    {
        foreach (var report in request.Reports)
        {
            Save(report.Path, Render(report.Format, judgement, options with { Dialects = SqlDialects.For, JudgedAt = TimeProvider.System.GetUtcNow() }));
        }
    }

    private static string Render(ReportFormat format, Judgement judgement, ReportOptions options) => format switch
    {
        ReportFormat.Markdown => MarkdownReport.Render(judgement, options),
        ReportFormat.Html => HtmlReport.Render(judgement, options),
        ReportFormat.Sarif => SarifReport.Write(judgement, options),
        _ => JsonReport.Write(judgement),
    };

    /// <summary>The path of one target's file, where there are several.</summary>
    public static string Named(string path, string target) =>
        Path.Combine(Path.GetDirectoryName(path) ?? "", $"{Path.GetFileNameWithoutExtension(path)}.{target}{Path.GetExtension(path)}");
}
