using ChangeGate.Changes;
using ChangeGate.Policies;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.Tests.Examples;

internal sealed class ShopExampleTests
{
    private static IEnumerable<TestCaseData> Readable() =>
        from dialect in Enum.GetValues<Dialect>()
        from file in ShopExample.History(dialect)
            .Append(ShopExample.Seed(dialect))
            .Concat(ShopExample.Proposals(dialect).Where(name => name != ShopExample.Unreadable).SelectMany(name => ShopExample.Proposal(dialect, name)))
        select new TestCaseData(dialect, file).SetArgDisplayNames(Path.GetRelativePath(ShopExample.Root, file));

    [TestCaseSource(nameof(Readable))]
    public void Every_statement_is_read(Dialect dialect, string file)
    {
        var statements = SqlDialects.For(dialect).Read(new SourceText(file, File.ReadAllText(file))).Statements;

        Assert.That(statements, Is.Not.Empty);
        Assert.That(statements.SelectMany(statement => statement.Changes).OfType<Unclassified>().Select(change => $"{change.Reason} at {change.At}"), Is.Empty);
    }

    [TestCase(Dialect.PostgreSql)]
    [TestCase(Dialect.Sqlite)]
    public void One_proposal_cannot_be_known_from_its_text(Dialect dialect)
    {
        var changes = ShopExample.Proposal(dialect, ShopExample.Unreadable)
            .SelectMany(file => SqlDialects.For(dialect).Read(new SourceText(file, File.ReadAllText(file))).Statements)
            .SelectMany(statement => statement.Changes);

        Assert.That(changes, Has.Some.Matches<Change>(change => change is Unclassified or MetaCommand or RunDynamicSql or RunBlock { Opaque: true }));
    }

    [Test]
    public void The_configuration_names_both_targets()
    {
        var text = new SourceText("changegate.yml", File.ReadAllText(Path.Combine(ShopExample.Root, "changegate.yml")));

        var configuration = PolicyFile.Read(text, path => File.ReadAllText(Path.Combine(ShopExample.Root, path)));

        Assert.That(configuration.Targets.Select(target => target.Name), Is.EqualTo(new[] { "shop-postgres", "shop-sqlite" }));
        Assert.That(configuration.Targets.Select(target => Directory.Exists(Path.Combine(ShopExample.Root, target.Migrations))), Is.All.True);
        Assert.That(configuration.Policy.Approvers.Count, Is.EqualTo(2));
    }
}
