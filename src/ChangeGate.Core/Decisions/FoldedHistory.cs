using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Schemas;

namespace ChangeGate.Decisions;

/// <summary>The schema after the migrations that the base holds, folded from their text.</summary>
internal sealed class FoldedHistory(ISqlDialect dialect)
{
    private readonly Dictionary<string, SchemaState> _before = new(StringComparer.Ordinal);

    // Replay reads each migration twice, once to judge it and once to go on: its text is the same.
    private (Migration Migration, Script Script)? _last;

    public SchemaState State { get; private set; } = SchemaState.Start(dialect);

    public bool IsEmpty { get; private set; } = true;

    /// <param name="keep">Somebody will ask for the schema before it.</param>
    public void Add(Migration migration, bool keep)
    {
        if (keep)
        {
            _before[migration.Path] = State;
        }

        // A file that is not text did something when it ran, and nobody knows what.
        State = migration.EncodingProblem is null
            ? State.Apply(Read(migration))
            : State.Apply(new Unclassified("text", 0));
        IsEmpty = false;
    }

    /// <summary>The schema before one that was kept; the present one for any other.</summary>
    public SchemaState Before(string path) => _before.GetValueOrDefault(path, State);

    public Script Read(Migration migration)
    {
        if (migration.Change == MigrationChange.Deleted)
        {
            return new Script([]);
        }

        if (_last is not { } last || last.Migration.Path != migration.Path || last.Migration.Digest != migration.Digest)
        {
            _last = last = (migration, dialect.Read(migration.Text));
        }

        return last.Script;
    }
}
