using System.CommandLine;
using ChangeGate.Cli.Output;
using ChangeGate.Failures;

namespace ChangeGate.Cli.Commands;

/// <summary>Where a judgement goes: one result on standard output, and any number of files.</summary>
internal sealed class OutputOptions(params string[] schemas)
{
    private static readonly OrderedDictionary<string, ReportFormat> Formats = new(StringComparer.Ordinal)
    {
        ["md"] = ReportFormat.Markdown,
        ["html"] = ReportFormat.Html,
        ["json"] = ReportFormat.Json,
        ["sarif"] = ReportFormat.Sarif,
        ["gitlab"] = ReportFormat.Gitlab,
        ["junit"] = ReportFormat.Junit,
        ["teamcity"] = ReportFormat.Teamcity,
        ["azure"] = ReportFormat.Azure,
        ["bitbucket"] = ReportFormat.Bitbucket,
    };

    private readonly Option<string> _format = CreateFormat(schemas);

    private readonly Option<string[]> _reports = new("--report")
    {
        Description = $"Also write a report: {string.Join(", ", Formats.Keys.SkipLast(1))} or {Formats.Keys.Last()}, each with =FILE, or =- for standard output. May be given more than once, or with commas.",
        HelpName = "FORMAT=FILE",
        DefaultValueFactory = _ => [],
    };

    /// <param name="schemas">Names of the schemas in <c>docs/schema</c> that describe the JSON.</param>
    public static Option<string> CreateFormat(params string[] schemas) => new FormatOption(["console", "json"], schemas);

    public static bool IsJson(string? format) => format switch
    {
        "json" => true,
        "console" => false,
        _ => throw new GateException($"--format does not know '{format}'.", "Give console or json."),
    };

    public void AddTo(Command command)
    {
        command.Options.Add(_format);
        command.Options.Add(_reports);
    }

    public OutputRequest Read(ParseResult arguments)
    {
        var isJson = IsJson(arguments.GetValue(_format));
        List<ReportFile> reports = [.. (arguments.GetValue(_reports) ?? []).SelectMany(value => value.Split(',')).Select(ReadReport)];

        if (reports.Count(report => report.IsOnOutput) + (isJson ? 1 : 0) > 1)
        {
            throw new GateException("More than one result is to go to standard output.", "Name a file for each report but one, and leave --format json out where one is `-`.");
        }

        return new OutputRequest(isJson, reports);
    }

    private static ReportFile ReadReport(string value) =>
        value.Split('=', 2) is [var format, { Length: > 0 } path] && Formats.TryGetValue(format == "markdown" ? "md" : format, out var known)
            ? new ReportFile(known, path)
            : throw new GateException($"--report does not know '{value}'.", $"Give one of {string.Join(", ", Formats.Keys.Select(static name => $"{name}=FILE"))}.");
}
