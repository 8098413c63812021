using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Schemas;

namespace ChangeGate.Decisions;

/// <summary>The schema after the migrations that the base holds, folded from their text.</summary>
public sealed class FoldedHistory
{
    private readonly ISqlDialect _dialect;

    internal FoldedHistory(ISqlDialect dialect) => (_dialect, State) = (dialect, SchemaState.Start(dialect));

    private readonly Dictionary<string, SchemaState> _before = new(StringComparer.Ordinal);

    // Replay reads each migration twice, once to judge it and once to go on: its text is the same. One reference, because a long set is read on several cores.
    private LastRead? _last;

    private int _migrations;

    private bool _isRead = true;

    internal SchemaState State { get; private set; }

    /// <summary>There is a history, and no part of it went unread or was put together while it ran.</summary>
    internal bool IsKnown => _migrations > 0 && _isRead;

    /// <param name="keep">Somebody will ask for the schema before it.</param>
    internal void Add(Migration migration, bool keep)
    {
        if (keep)
        {
            _before[migration.Path] = State;
        }

        // A file that is not text did something when it ran, and nobody knows what.
        Add(migration, migration.EncodingProblem is null ? State.Apply(Read(migration)) : State.Apply(new Unclassified("text", 0)));
    }

    /// <param name="after">The schema after it, which the judgement of it has folded already.</param>
    internal void Add(Migration migration, SchemaState after)
    {
        _migrations++;
        _isRead &= migration.EncodingProblem is null && !Read(migration).Statements.Any(static statement => statement.Changes.Any(IsUnknown));
        State = after;
    }

    private static bool IsUnknown(Change change) => change is Unclassified or RunDynamicSql or MetaCommand or RunBlock { Opaque: true };

    /// <summary>The schema before one that was kept; the present one for any other.</summary>
    internal SchemaState Before(string path) => _before.GetValueOrDefault(path, State);

    internal Script Read(Migration migration)
    {
        if (migration.Change == MigrationChange.Deleted)
        {
            return new Script([]);
        }

        if (_last is not { } last || last.Migration.Path != migration.Path || last.Migration.Digest != migration.Digest)
        {
            _last = last = new LastRead(migration, _dialect.Read(migration.Text));
        }

        return last.Script;
    }

    private sealed record LastRead(Migration Migration, Script Script);
}
