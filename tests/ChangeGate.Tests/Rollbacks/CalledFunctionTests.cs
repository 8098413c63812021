using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.Tests.Rollbacks;

internal sealed class CalledFunctionTests
{
    private static readonly ISqlDialect Reader = SqlDialects.For(Dialect.PostgreSql);

    private static IEnumerable<TestCaseData> Reading => Cases(reads: true);

    private static IEnumerable<TestCaseData> Writing => Cases(reads: false);

    [TestCaseSource(nameof(Reading))]
    public void A_query_that_calls_what_only_reads_is_taken_back(CalledFunction called) => Assert.That(Rollback(called).Because, Is.Empty);

    [TestCaseSource(nameof(Writing))]
    public void A_query_that_calls_what_may_write_is_not(CalledFunction called) =>
        Assert.That(Rollback(called), Has.Property("Reversibility").EqualTo(Reversibility.No));

    private static IEnumerable<TestCaseData> Cases(bool reads) =>
        CalledFunction.All.Where(called => called.OnlyReads == reads).Select(called => new TestCaseData(called) { TestName = $"{(reads ? "Reads" : "Writes")}: {called.Name}" });

    private static Rollback Rollback(CalledFunction called)
    {
        var history = Reader.Read(new SourceText("0001.sql", CalledFunction.Base + called.Setup));
        Assert.That(history.Statements.SelectMany(statement => statement.Changes).OfType<Unclassified>().Select(change => change.Reason), Is.Empty);

        var migration = new Migration { Path = "0002.sql", Digest = Digest.Of(called.Query), Text = new SourceText("0002.sql", called.Query) };

        return new RollbackSynthesizer(Reader).Synthesize(migration, Reader.Read(migration.Text), SchemaState.Start(Reader).Apply(history));
    }
}
