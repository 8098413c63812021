using System.Text;
using ChangeGate.Changes;
using ChangeGate.Cli.Judging;
using ChangeGate.Cli.Sources;
using ChangeGate.Decisions;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Text;

namespace ChangeGate.Cli.Doctor;

/// <summary>Proposals that a gate is there to hold, put to the policy as if somebody had made them.</summary>
internal sealed class PolicyProbe(Policy policy, Target target)
{
    private const string Table = "CREATE TABLE changegate_probe (id integer PRIMARY KEY, note text);";

    public Decision DropTable(AuthorKind author) => Decide(author, Added("DROP TABLE changegate_probe;"));

    public Decision DropColumn() => Decide(AuthorKind.Person, Added("ALTER TABLE changegate_probe DROP COLUMN note;"));

    public Decision Unreadable() => Decide(AuthorKind.Person, Added("THIS IS NO SQL;"));

    /// <summary>null where the dialect knows no rights.</summary>
    public Decision? Grant() => target.Dialect == Dialect.PostgreSql ? Decide(AuthorKind.Person, Added("GRANT ALL ON changegate_probe TO PUBLIC;")) : null;

    public Decision EditHistory() => Decide(AuthorKind.Person, Script("0001_probe.sql", Table + " ") with { Change = MigrationChange.Edited });

    private Decision Decide(AuthorKind author, Migration proposed)
    {
        var request = new ProposalRequest();
        var set = ProposalReader.Describe(request, target) with
        {
            History = [Script("0001_probe.sql", Table) with { Change = MigrationChange.Unchanged }],
            Proposed = [proposed],
            Authorship = new Authorship(author, ["somebody"]),
        };

        return Gate.Decide(ProposalJudge.Assess(new Proposal(set, policy), request), policy, []);
    }

    private static Migration Added(string sql) => Script("0002_probe.sql", sql);

    private static Migration Script(string path, string sql) => new() { Path = path, Digest = Digest.Of(Encoding.UTF8.GetBytes(sql)), Text = new SourceText(path, sql) };
}
