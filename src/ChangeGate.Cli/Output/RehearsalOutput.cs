using ChangeGate.Failures;
using ChangeGate.Rehearsals;
using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;

namespace ChangeGate.Cli.Output;

/// <summary>Where rehearsals go: each to standard output as it comes, all of them into files at the end, and to a terminal how far it is.</summary>
internal sealed class RehearsalOutput
{
    private const int BarWidth = 20;

    private readonly OutputRequest _output;
    private readonly string _server;
    private readonly IReadOnlyList<string> _paths;
    private readonly List<MigrationRehearsal> _seen = [];
    private readonly long _started = TimeProvider.System.GetTimestamp();
    private int _done;

    /// <param name="output">What was asked for.</param>
    /// <param name="server">Engine and version of the shadows.</param>
    /// <param name="paths">Of the migrations, in the order in which they come.</param>
    public RehearsalOutput(OutputRequest output, string server, IReadOnlyList<string> paths)
    {
        _output = output;
        _server = server;
        _paths = paths;
        ShowProgress();
    }

    /// <exception cref="GateException">A format was asked for that holds findings, and a rehearsal has none.</exception>
    public static OutputRequest Checked(OutputRequest output) =>
        output.Reports.FirstOrDefault(static report => report.IsOnOutput || report.Format is not (ReportFormat.Markdown or ReportFormat.Html or ReportFormat.Json)) switch
        {
            null => output,
            { IsOnOutput: true } => throw new GateException("What rehearse saw stands on standard output already.", "Name a file for the report."),
            var other => throw new GateException($"--report {other.Format.ToString().ToLowerInvariant()}=FILE holds findings, and rehearse finds none.", "Give md=FILE, html=FILE or json=FILE here, and the other to changegate check --rehearse."),
        };

    public void Add(MigrationRehearsal rehearsal)
    {
        Terminal.ClearProgress();

        if (_output.Reports.Count > 0)
        {
            _seen.Add(rehearsal);
        }

        if (_output.Json)
        {
            Console.WriteLine(JsonReport.WriteRehearsal(rehearsal, _server));
        }
        else
        {
            ResultWriter.Lines(ConsoleRehearsal.Render(rehearsal, ResultWriter.Width));
        }

        _done++;
        ShowProgress();
    }

    /// <summary>Writes the files.</summary>
    /// <param name="target">What a person calls the database.</param>
    /// <param name="several">More than one target goes out: each file then carries its name.</param>
    public void Finish(string target, bool several)
    {
        Terminal.ClearProgress();
        var report = new RehearsalReport { Server = _server, Migrations = [.. _seen] };

        foreach (var file in _output.Reports)
        {
            OutputRequest.Save(several ? OutputRequest.Named(file.Path, target) : file.Path, Render(file.Format, report, target));
        }
    }

    private string Render(ReportFormat format, RehearsalReport report, string target) => format switch
    {
        ReportFormat.Markdown => RehearsalComment.Render(report, target),
        ReportFormat.Html => RehearsalPage.Render(report, target, TimeProvider.System.GetUtcNow()),
        _ => string.Concat(report.Migrations.Select(rehearsal => JsonReport.WriteRehearsal(rehearsal, _server) + "\n")),
    };

    private void ShowProgress()
    {
        if (_done < _paths.Count)
        {
            var filled = _done * BarWidth / _paths.Count;
            var took = Wording.Duration(TimeProvider.System.GetElapsedTime(_started));
            Terminal.Progress($"{new string('█', filled)}{new string('░', BarWidth - filled)} {_done} of {_paths.Count}, {took}: {_paths[_done]}");
        }
    }
}
