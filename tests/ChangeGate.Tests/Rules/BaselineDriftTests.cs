using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Schemas;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Rules;

/// <summary>Statistics that speak of another schema than the migrations make.</summary>
internal sealed class BaselineDriftTests
{
    [TestCase("orders customer", null)]
    [TestCase("orders customer changegate_run", null)]
    [TestCase("orders", "The database did not have `customer` on 1970-01-01, which the migrations make.")]
    [TestCase("orders customer stray", "The database had `stray` on 1970-01-01, which no migration makes.")]
    public void Tables_are_compared(string counted, string? message)
    {
        var statistics = new SchemaStatistics(DateTimeOffset.UnixEpoch, [.. counted.Split(' ').Select(name => new TableStatistics(new ObjectName("public", name), 10, null)), new TableStatistics(new ObjectName("other", "app"), 10, null)]);
        var found = Judged.Of(Dialect.PostgreSql, new AssessmentOptions { Statistics = statistics }, "CREATE TABLE orders (id int); CREATE TABLE customer (id int);", "SELECT 1;", "SELECT 2;").Findings;

        Assert.That(found.Where(finding => finding.Rule == "baseline-drift").Select(finding => finding.Message), message is null ? Is.Empty : Is.EqualTo(new[] { message }));
    }

    [Test]
    public void Without_a_history_nothing_is_compared() =>
        Assert.That(Judged.Of(Dialect.PostgreSql, Judged.WithRows(new ObjectName("public", "orders"), 5), "", "SELECT 1;").Findings, Is.Empty);
}
