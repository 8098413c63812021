using System.Text;
using ChangeGate.Migrations;

namespace ChangeGate.Tests.Migrations;

internal sealed class MigrationProposalTests
{
    private static readonly string[] Base = ["1.sql=one", "2.sql=two"];

    [TestCase("1.sql=one,2.sql=two,3.sql=three", "3.sql Added")]
    [TestCase("1.sql=one,2.sql=other", "2.sql Edited")]
    [TestCase("1.sql=one,2b.sql=two", "2b.sql Renamed from 2.sql")]
    [TestCase("1.sql=one", "2.sql Deleted")]
    [TestCase("1.sql=one,2.sql=two", "")]
    [TestCase("1.sql=one,2.sql=two,1.down.sql=back", "1.sql Edited")]
    public void What_a_proposal_does_to_the_history_is_recognised(string head, string expected) =>
        Assert.That(Describe(MigrationProposal.Between(Migrations(Base), Migrations(head.Split(',')), Migrations(Base), MigrationLayout.Plain)), Is.EqualTo(expected));

    [Test]
    public void What_others_merged_meanwhile_is_history_and_not_the_proposals_doing()
    {
        var proposal = MigrationProposal.Between(Migrations(Base), Migrations([.. Base, "4.sql=four"]), Migrations([.. Base, "3.sql=three"]), MigrationLayout.Plain);

        Assert.That(Describe(proposal), Is.EqualTo("4.sql Added"));
        Assert.That(proposal.History.Select(migration => migration.Path), Is.EqualTo(["1.sql", "2.sql", "3.sql"]));
    }

    [Test]
    public void A_name_that_somebody_else_merged_with_other_bytes_is_an_edit() =>
        Assert.That(
            Describe(MigrationProposal.Between(Migrations(Base), Migrations([.. Base, "3.sql=mine"]), Migrations([.. Base, "3.sql=theirs"]), MigrationLayout.Plain)),
            Is.EqualTo("3.sql Edited"));

    private static string Describe(MigrationProposal proposal) =>
        string.Join(", ", proposal.Proposed.Select(migration => $"{migration.Path} {migration.Change}{(migration.PreviousPath is { } path ? $" from {path}" : "")}"));

    private static IReadOnlyList<Migration> Migrations(IEnumerable<string> files) =>
        MigrationLayouts.Arrange(files.Select(file => new ScriptFile(file.Split('=')[0], Encoding.UTF8.GetBytes(file.Split('=')[1]))), MigrationLayout.Plain);
}
