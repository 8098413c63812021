using ChangeGate.Changes;
using ChangeGate.Findings;
using ChangeGate.Migrations;
using ChangeGate.Rules.History;
using ChangeGate.Text;

namespace ChangeGate.Rules.Locking;

internal sealed class UnforeseenLockRule : MigrationRule
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG250",
        Name = "unforeseen-lock",
        Risk = Risk.Caution,
        Hazards = [Hazard.Availability],
        Dialects = [Dialect.PostgreSql],
        When = "A rehearsal saw a statement take a lock on an older table that blocks readers or writers, although nothing that was read says so.",
        Why = "Locks that a block or a function takes are held until the end of its transaction, and nobody who reads the migration expects them.",
        Instead = "Write the statement that takes it out by itself, with a `lock_timeout`.",
        Unsafe = "",
    };

    internal Finding Report(Migration migration, Span span, LockEffect held) => Report(migration, span, $"The statement takes {held.Mode} on {Wording.Names(held.Relations.Select(Wording.Short))}, which blocks {held.Blocks}, and nothing that was read says so.") with
    {
        Object = ObjectId.Table(held.Relations[0]),
        Lock = held,
    };
}
