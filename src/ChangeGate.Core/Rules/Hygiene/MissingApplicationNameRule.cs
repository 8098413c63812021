using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Hygiene;

internal sealed class MissingApplicationNameRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG523",
        Name = "missing-application-name",
        Risk = Risk.Notice,
        Hazards = [Hazard.Convention],
        Dialects = [Dialect.PostgreSql],
        DefaultOn = false,
        When = "A script does not set application_name.",
        Why = "Whoever looks at pg_stat_activity for what holds a lock does not see that it is a migration. The governed runner names itself.",
        Instead = "Begin with SET application_name = 'migration'.",
        Unsafe = "«CREATE TABLE note (id int)»;",
        Safe = """
            SET application_name = 'migration';
            CREATE TABLE note (id int);
            """,
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        if (ReferenceEquals(change, context.ChangesOfScript().FirstOrDefault(static one => one is not (SetSetting or ControlTransaction)))
            && context.ChangesOfScript().OfType<SetSetting>().LastOrDefault(static set => set.Name == "application_name") is not { Value: not null })
        {
            return [Report(context, "No application_name is set, so this session cannot be told from others.")];
        }

        return [];
    }
}
