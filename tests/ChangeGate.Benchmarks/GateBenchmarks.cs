using BenchmarkDotNet.Attributes;
using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Migrations;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.TestKit;

namespace ChangeGate.Benchmarks;

/// <summary>The three questions: how fast scripts are read, sets are judged, and schemas are compared. The shop's history, a hundred times.</summary>
[MemoryDiagnoser]
public class GateBenchmarks
{
    private const int Copies = 100;

    private ISqlDialect _dialect = null!; // set by Prepare, before any benchmark

    private MigrationSet _set = null!; // set by Prepare

    private SchemaSnapshot _before = null!; // set by Prepare

    private SchemaSnapshot _after = null!; // set by Prepare

    [Params(Dialect.PostgreSql, Dialect.Sqlite)]
    public Dialect Dialect { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _dialect = SqlDialects.For(Dialect);
        var files = Directory.EnumerateFiles(Repository.PathTo("migrations-example", Dialect == Dialect.PostgreSql ? "postgres" : "sqlite"), "*.sql")
            .SelectMany(path => Enumerable.Range(0, Copies).Select(copy => new ScriptFile($"{copy:000}_{Path.GetFileName(path)}", File.ReadAllBytes(path))));
        _set = new MigrationSet
        {
            Target = "shop",
            Dialect = Dialect,
            Engine = 0,
            Authorship = new Authorship(AuthorKind.Person, ["somebody"]),
            Proposed = [.. MigrationLayouts.Arrange(files, MigrationLayout.Plain)],
        };
        _before = SchemaState.Start(_dialect).Snapshot;
        _after = new Assessor(_dialect, new AssessmentOptions()).Assess(_set).After;
    }

    [Benchmark]
    public int Read() => _set.Proposed.Sum(migration => _dialect.Read(migration.Text).Statements.Count);

    [Benchmark]
    public int Judge() => new Assessor(_dialect, new AssessmentOptions()).Assess(_set).Findings.Count;

    [Benchmark]
    public bool Compare() => SchemaComparison.Compare(_before, _after, _dialect).IsEmpty;
}
