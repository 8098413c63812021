using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>A history as it is read, folded once for all servers that have it.</summary>
internal sealed class HistoryFold(IReadOnlyList<ReadMigration> history, ISqlDialect dialect)
{
    private readonly Lock _one = new();
    private (string Note, SchemaState Schema)? _folded;

    public IReadOnlyList<ReadMigration> History => history;

    public SchemaState Start { get; } = SchemaState.Start(dialect);

    /// <summary>Of those that the engine took.</summary>
    /// <param name="note">Digests of the others, a line for each.</param>
    public SchemaState Without(string note)
    {
        lock (_one)
        {
            if (_folded is not { } folded || folded.Note != note)
            {
                var refused = note.Split('\n').ToHashSet(StringComparer.Ordinal);
                var taken = history.Where(read => !refused.Contains(read.Migration.Digest.ToString()));
                _folded = folded = (note, taken.Aggregate(Start, static (schema, read) => schema.Apply(read.Script)));
            }

            return folded.Schema;
        }
    }
}
