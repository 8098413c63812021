using System.Diagnostics;
using System.Text;
using ChangeGate.Decisions;
using ChangeGate.Failures;
using ChangeGate.Reports;
using ChangeGate.Reports.Ci;
using ChangeGate.Sql;

namespace ChangeGate.Cli.Output;

internal enum ReportFormat
{
    Markdown,
    Html,
    Json,
    Sarif,
    Gitlab,
    Junit,
    Teamcity,
    Azure,
    Bitbucket,
}

/// <param name="Path"><c>-</c> is standard output.</param>
internal sealed record ReportFile(ReportFormat Format, string Path)
{
    public const string StandardOutput = "-";

    public bool IsOnOutput => Path == StandardOutput;

    /// <summary>Lines for a runner, which reads them anywhere in a job's log: the result for people stands beside them.</summary>
    public bool IsCommands => Format is ReportFormat.Teamcity or ReportFormat.Azure;

    /// <summary>It holds all targets at once.</summary>
    public bool IsOfAllTargets => Format is ReportFormat.Gitlab or ReportFormat.Junit or ReportFormat.Teamcity or ReportFormat.Azure or ReportFormat.Bitbucket;
}

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
        else if (!Reports.Any(static report => report is { IsOnOutput: true, IsCommands: false }))
        {
            ResultWriter.Judgement(judgement, options);
        }
    }

    /// <summary>The files alone, without a result on standard output.</summary>
    public ReportOptions WriteReports(Judgement judgement, string? nextCommand, bool several)
    {
        var options = ReportOptions.Default with { NextCommand = nextCommand };
        WriteReports(several ? this with { Reports = [.. Reports.Where(static report => !report.IsOfAllTargets).Select(report => report with { Path = Named(report.Path, judgement.Assessment.Set.Target) })] } : this, judgement, options);

        return options;
    }

    public void WriteReports(Judgement judgement, ReportOptions options) => WriteReports(this, judgement, options);

    /// <summary>The reports that hold all targets at once, where there is not exactly one.</summary>
    public void WriteTogether(IReadOnlyList<Judgement> judgements)
    {
        foreach (var report in Reports.Where(static report => report.IsOfAllTargets))
        {
            Save(report, RenderTogether(report.Format, judgements, ReportOptions.Default));
        }
    }

    private static void Save(ReportFile report, string text)
    {
        if (report.IsOnOutput)
        {
            Console.Write(report.IsCommands ? text : Escape.Output(text));
        }
        else
        {
            Save(report.Path, text);
        }
    }

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
            Save(report, Render(report.Format, judgement, options with { Dialects = SqlDialects.For, JudgedAt = TimeProvider.System.GetUtcNow() }));
        }
    }

    private static string Render(ReportFormat format, Judgement judgement, ReportOptions options) => format switch
    {
        ReportFormat.Markdown => MarkdownReport.Render(judgement, options),
        ReportFormat.Html => HtmlReport.Render(judgement, options),
        ReportFormat.Sarif => SarifReport.Write(judgement, options),
        ReportFormat.Json => JsonReport.Write(judgement),
        _ => RenderTogether(format, [judgement], options),
    };

    private static string RenderTogether(ReportFormat format, IReadOnlyList<Judgement> judgements, ReportOptions options) => format switch
    {
        ReportFormat.Gitlab => GitlabReport.Write(judgements),
        ReportFormat.Junit => JunitReport.Write(judgements, options),
        ReportFormat.Teamcity => TeamcityReport.Write(judgements, options),
        ReportFormat.Azure => AzureReport.Write(judgements, options),
        ReportFormat.Bitbucket => BitbucketReport.Write(judgements, options),
        _ => throw new UnreachableException($"{format} is of one target."),
    };

    /// <summary>The path of one target's file, where there are several.</summary>
    public static string Named(string path, string target) => path == ReportFile.StandardOutput ? path :
        Path.Combine(Path.GetDirectoryName(path) ?? "", $"{Path.GetFileNameWithoutExtension(path)}.{target}{Path.GetExtension(path)}");
}
