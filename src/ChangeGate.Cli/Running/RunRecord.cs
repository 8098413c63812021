using ChangeGate.Cli.Ledgers;
using ChangeGate.Cli.Output;
using ChangeGate.Evidence;
using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;
using ChangeGate.Runs;
using ChangeGate.Signatures;
using ChangeGate.Sql;
using ChangeGate.Text;

namespace ChangeGate.Cli.Running;

/// <summary>Everything that a run must leave behind. It is opened before the run, so that nothing runs that could leave no evidence.</summary>
internal sealed class RunRecord : IDisposable
{
    private readonly GovernedEnvironment _environment;

    private readonly EvidenceFolder _folder;

    private readonly SigningKey _key;

    private readonly Digest? _previous;

    private readonly BundleLedger _ledger;

    private RunRecord(GovernedEnvironment environment, EvidenceFolder folder, SigningKey key)
    {
        _environment = environment;
        _folder = folder;
        _key = key;
        _ledger = folder.OpenLedger(key);
        _previous = folder.Previous();
    }

    public static RunRecord Open(GovernedEnvironment environment, EvidenceRequest request)
    {
        var key = EvidenceFolder.ReadKey(environment, request.Key);

        try
        {
            return new RunRecord(environment, EvidenceFolder.Open(environment, request.Folder), key);
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
    /// <param name="json">The result is for programs; null where whoever asked shows it.</param>
    public Execution Finish(RunReport run, Func<EvidenceContext, SigningKey, EvidenceBundle> bundle, bool? json)
    {
        var options = ReportOptions.Default with { Run = run };
        string? path = null;
        var isEntered = true;

        if (run.Statements.Count > 0 || run.Migrations.Count > 0)
        {
            var signed = bundle(Describe(run), _key);
            path = _folder.Save(signed, run.StartedAt, run.Id);
            var entry = _ledger.TryEnter(path, signed, $"Run {run.Id} has ended as its journal says, and its evidence is saved; the ledger does not have it.");
            isEntered = entry is not null;
            var shown = Path.GetRelativePath(Environment.CurrentDirectory, path);
            options = options with
            {
                Evidence = new EvidenceReference(Path.GetFileName(path), signed.Digest, _previous) { Entry = entry },
                NextCommand = $"changegate verify {shown} --key PUBLIC_KEY{(run.Kind == RunKind.Rollback ? " --earlier BUNDLE_OF_THE_RUN" : "")}",
            };
        }

        if (json is { } isForPrograms)
        {
            ResultWriter.Result(isForPrograms, layout => JsonReport.WriteRun(run, layout), width => ConsoleRun.Render(run, options, width));
        }

        return new Execution(run.Outcome == RunOutcome.Succeeded && !run.IsAstray && isEntered ? ExitCode.Allowed : ExitCode.CannotDecide, options) { Run = run, Bundle = path };
    }

    public void Dispose() => _key.Dispose();

    private EvidenceContext Describe(RunReport run) => new()
    {
        Id = run.Id,
        Environment = run.Environment,
        RecordedAt = TimeProvider.System.GetUtcNow(),
        Tool = Tool.NameAndVersion,
        Previous = _previous,
        Sql = SqlDialects.For(_environment.Target.Dialect),
        Redact = _environment.Source.Configuration.Evidence.Redact,
    };
}
