using System.CommandLine;
using ChangeGate.Cli.Output;
using ChangeGate.Failures;

namespace ChangeGate.Cli.Commands;

/// <summary>Where a judgement goes: one result on standard output, and any number of files.</summary>
internal sealed class OutputOptions(params string[] schemas)
{
    private readonly Option<string> _format = CreateFormat(schemas);

    private readonly Option<string[]> _reports = new("--report")
    {
        Description = "Also write a report: md=FILE, html=FILE, json=FILE or sarif=FILE. May be given more than once, or with commas.",
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

    public OutputRequest Read(ParseResult arguments) =>
        new(IsJson(arguments.GetValue(_format)), [.. (arguments.GetValue(_reports) ?? []).SelectMany(value => value.Split(',')).Select(ReadReport)]);

    private static ReportFile ReadReport(string value) => value.Split('=', 2) switch
    {
        ["md" or "markdown", { Length: > 0 } path] => new ReportFile(ReportFormat.Markdown, path),
        ["html", { Length: > 0 } path] => new ReportFile(ReportFormat.Html, path),
        ["json", { Length: > 0 } path] => new ReportFile(ReportFormat.Json, path),
        ["sarif", { Length: > 0 } path] => new ReportFile(ReportFormat.Sarif, path),
        _ => throw new GateException($"--report does not know '{value}'.", "Give md=FILE, html=FILE, json=FILE or sarif=FILE."),
    };
}
