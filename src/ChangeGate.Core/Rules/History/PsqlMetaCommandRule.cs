using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.History;

internal sealed class PsqlMetaCommandRule : Rule<MetaCommand>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG703",
        Name = "psql-meta-command",
        Risk = Risk.Danger,
        Hazards = [Hazard.Unreadable, Hazard.Security],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "A command of the psql or sqlite3 shell stands in a migration.",
        Why = "The runner does not run it, and what it would do, another file or a program of the machine, was not judged.",
        Instead = "Write plain SQL.",
        Unsafe = """«\i other.sql»""",
        Refused = new Refusal("42601"),
        Safe = "CREATE TABLE note (id int);",
    };

    internal override bool JudgesWhatIsUndone => true;

    protected override IEnumerable<Finding> Check(MetaCommand change, RuleContext context)
    {
        if (change.IsFollowed)
        {
            yield return Report(context, $"`{change.Command}` is a command of the shell: psql obeys it, and a governed run refuses the script.") with
            {
                Risk = Risk.Caution,
                Hazards = [Hazard.Correctness],
            };
            yield break;
        }

        yield return Report(context, $"`{change.Command}` is a command of the shell: it is not run, and what it would do was not judged.");
    }
}
