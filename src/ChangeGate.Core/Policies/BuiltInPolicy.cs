using ChangeGate.Findings;
using ChangeGate.Text;

namespace ChangeGate.Policies;

/// <summary>What holds where no file says otherwise: harm that cannot be undone, rights, and what could not be read need a second person; history stays as it ran.</summary>
public static class BuiltInPolicy
{
    public const string AnyoneButAuthor = "anyone-but-author";

    public static EquatableList<Clause> Clauses { get; } =
    [
        Ask("data loss needs an approval", new Condition { Hazards = [Hazard.DataLoss] }),
        Ask("privilege and security changes need an approval", new Condition { Hazards = [Hazard.Security] }),
        Ask("irreversible changes need an approval", new Condition { Hazards = [Hazard.Irreversible] }),
        Ask("a migration without a rollback needs an approval", new Condition { Migrations = [MigrationCondition.Irreversible] }),
        Ask("SQL that could not be read needs an approval", new Condition { Hazards = [Hazard.Unreadable] }),
        new Clause
        {
            Name = "history is not rewritten",
            When = new Condition { Migrations = [MigrationCondition.EditedAfterApplied, MigrationCondition.RenamedAfterApplied, MigrationCondition.DeletedAfterApplied] },
            Deny = "A migration that has run may not change. Restore it and write a new one.",
        },
    ];

    public static Policy Policy { get; } = new() { Clauses = Clauses, IsBuiltIn = true };

    private static Clause Ask(string name, Condition when) => new() { Name = name, When = when, Require = new Requirement(1, [AnyoneButAuthor]) };
}
