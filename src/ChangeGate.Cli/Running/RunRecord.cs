using ChangeGate.Cli.Output;
using ChangeGate.Evidence;
using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;
using ChangeGate.Runs;
using ChangeGate.Signatures;
using ChangeGate.Text;

namespace ChangeGate.Cli.Running;

/// <summary>Everything that a run must leave behind. It is opened before the run, so that nothing runs that could leave no evidence.</summary>
internal sealed class RunRecord : IDisposable
{
    private readonly EvidenceFolder _folder;

    private readonly SigningKey _key;

    private readonly Digest? _previous;

    private RunRecord(EvidenceFolder folder, SigningKey key)
    {
        _folder = folder;
        _key = key;
        _previous = folder.Previous();
    }

    public static RunRecord Open(GovernedEnvironment environment, EvidenceRequest request)
    {
        var key = EvidenceFolder.ReadKey(environment, request.Key);

        try
        {
            return new RunRecord(EvidenceFolder.Open(environment, request.Folder), key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Signs and saves the evidence, shows the run, and says how it ended. A run that did nothing leaves none.</summary>
    /// <param name="run">What ran.</param>
    /// <param name="bundle">Makes the evidence.</param>
    /// <param name="json">The result is for programs.</param>
    public Execution Finish(RunReport run, Func<EvidenceContext, SigningKey, EvidenceBundle> bundle, bool json)
    {
        var options = ReportOptions.Default with { Run = run };
        string? path = null;

        if (run.Statements.Count > 0 || run.Migrations.Count > 0)
        {
            var signed = bundle(Describe(run), _key);
            path = _folder.Save(signed, run.StartedAt, run.Id);
            var shown = Path.GetRelativePath(Environment.CurrentDirectory, path);
            options = options with
            {
                Evidence = new EvidenceReference(Path.GetFileName(path), signed.Digest, _previous),
                NextCommand = $"changegate verify {shown} --key PUBLIC_KEY{(run.Kind == RunKind.Rollback ? " --earlier BUNDLE_OF_THE_RUN" : "")}",
            };
        }

        if (json)
        {
            Console.WriteLine(JsonReport.WriteRun(run, JsonLayout.Line));
        }
        else
        {
            ResultWriter.Lines(ConsoleRun.Render(run, options, ResultWriter.Width));
        }

        return new Execution(run.Outcome == RunOutcome.Succeeded && run.Rehearsed is not { IsAstray: true } ? ExitCode.Allowed : ExitCode.CannotDecide, options) { Bundle = path };
    }

    public void Dispose() => _key.Dispose();

    private EvidenceContext Describe(RunReport run) => new()
    {
        Id = run.Id,
        Environment = run.Environment,
        RecordedAt = TimeProvider.System.GetUtcNow(),
        Tool = Tool.NameAndVersion,
        Previous = _previous,
    };
}
