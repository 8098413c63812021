using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Security;

internal sealed class SqliteAttachOrLoadExtensionRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG615",
        Name = "sqlite-attach-or-load-extension",
        Risk = Risk.Danger,
        Hazards = [Hazard.Security],
        Dialects = [Dialect.Sqlite],
        When = "Another file is opened, or code is loaded.",
        Why = "What it holds or does was not judged.",
        Instead = "Leave it out of migrations.",
        Unsafe = "«ATTACH DATABASE 'other.db' AS other»;",
        Safe = "CREATE TABLE note (id int);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var said = change switch
        {
            AttachDatabase { Attaches: true } attach => $"Database `{attach.Name}` is opened from another file.",
            Maintain { Verb: "VACUUM INTO" } => "The database is written to another file.",
            _ when context.Called.Any(static name => name.Name.ToLowerInvariant() is "load_extension" or "writefile" or "readfile" or "edit") => "A function is called that reaches files outside of the database.",
            _ => null,
        };

        return said is not null ? [Report(context, said)] : [];
    }
}
