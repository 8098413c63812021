using ChangeGate.Databases.Journals;
using ChangeGate.Migrations;
using ChangeGate.Rollbacks;
using ChangeGate.Runs;
using ChangeGate.Schemas;
using ChangeGate.Text;

namespace ChangeGate.Databases.Running;

/// <summary>What happens in one run, as it happens: kept for the report, and told to the one who watches.</summary>
internal sealed class RunLog(RunRow run, TimeProvider time, IProgress<RunProgress> progress)
{
    private readonly List<StatementRun> _statements = [];
    private readonly List<StatementRun> _cleaning = [];
    private readonly List<RanMigration> _migrations = [];
    private readonly List<ArchiveTable> _archives = [];
    private GuardStatus _guard = GuardStatus.None;

    public RunRow Run { get; } = run;

    public TimeProvider Time { get; } = time;

    /// <summary>The schema at the last moment that was committed.</summary>
    public SchemaSnapshot? Schema { get; private set; }

    /// <summary>How many statements there are so far: the mark for <see cref="RolledBack"/>.</summary>
    public int Statements => _statements.Count;

    public void Tell(RunProgress news) => progress.Report(news);

    public void Ran(StatementRun statement)
    {
        _statements.Add(statement);
        Tell(new StatementEnded(statement));
    }

    public void Cleaned(StatementRun statement) => _cleaning.Add(statement);

    /// <summary>What succeeded since the mark did not stay.</summary>
    public void RolledBack(int mark)
    {
        for (var index = mark; index < _statements.Count; index++)
        {
            if (_statements[index].Outcome == RunOutcome.Succeeded)
            {
                _statements[index] = _statements[index] with { Outcome = RunOutcome.Failed, Error = "rolled back with its transaction" };
            }
        }
    }

    public void SchemaIs(SchemaSnapshot schema) => Schema = schema;

    /// <summary>What the guard says before the run.</summary>
    public void Guarded(GuardStatus guard) => _guard = guard;

    public void Finished(Migration migration, EquatableList<ArchiveTable> archives)
    {
        _migrations.Add(new RanMigration(migration.Path, migration.Digest));
        _archives.AddRange(archives);
    }

    public RunReport Report(RunHeader header, RunOutcome outcome, string? because) => new()
    {
        Id = Run.Id,
        Kind = header.Kind,
        Target = Run.Target,
        Environment = Run.Environment,
        EnvironmentClass = header.EnvironmentClass,
        Server = Run.Server,
        Database = header.Database,
        SetDigest = Run.SetDigest,
        StartedAt = Run.StartedAt,
        EndedAt = Time.GetUtcNow(),
        Outcome = outcome,
        Because = because,
        SchemaBefore = header.SchemaBefore,
        SchemaAfter = header.SchemaAfter,
        Statements = [.. _statements],
        Cleaning = [.. _cleaning],
        Migrations = [.. _migrations],
        Archives = [.. _archives],
        Actor = Run.Actor,
        RollsBack = Run.RollsBack,
        Rehearsed = header.Rehearsed,
        Unfinished = header.Unfinished,
        Guard = _guard.IsInstalled ? new GuardSeen(_guard.Mode, _guard.Fingerprint, _guard.Unreported) : null,
    };
}

/// <summary>What a report says about the run as a whole and the journal does not.</summary>
internal sealed record RunHeader(RunKind Kind, EnvironmentClass EnvironmentClass, string Database)
{
    public required Digest SchemaBefore { get; init; }

    public required Digest SchemaAfter { get; init; }

    /// <inheritdoc cref="RunReport.Rehearsed"/>
    public RehearsedRun? Rehearsed { get; init; }

    /// <inheritdoc cref="RunReport.Unfinished"/>
    public EquatableList<UnfinishedObject> Unfinished { get; init; }
}
