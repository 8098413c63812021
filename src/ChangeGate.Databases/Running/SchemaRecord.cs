using ChangeGate.Changes;
using ChangeGate.Databases.Journals;
using ChangeGate.Databases.Rehearsals;
using ChangeGate.Migrations;
using ChangeGate.Schemas;

namespace ChangeGate.Databases.Running;

/// <summary>
/// Which migrations need the catalogs to be read before they are committed. To read all of them after each of many migrations takes longer than these do, and is not
/// needed as long as their texts say what they make: whoever finds a run that died between two readings folds what came after the first.
/// </summary>
internal sealed class SchemaRecord(ISqlDialect dialect)
{
    private SchemaState? _folded;
    private SchemaState? _next;

    /// <summary>Something was committed since the catalogs were read.</summary>
    public bool IsBehind => _folded is not null;

    /// <param name="work">About to be committed.</param>
    /// <param name="next">What runs after it; null where it is the last.</param>
    /// <param name="read">The schema at the last moment that was read.</param>
    public bool NeedsReading(MigrationWork work, MigrationWork? next, SchemaSnapshot? read)
    {
        _next = null;

        if (work.Script is not { } script || read is null || next is not { IsOneTransaction: true } || !work.IsOneTransaction)
        {
            return true;
        }

        var folded = (_folded ?? SchemaState.From(read, dialect)).Apply(script);
        _next = folded.IsComplete ? folded : null;
        return _next is null;
    }

    /// <summary>As it was prepared: by the catalogs, or by what the text makes.</summary>
    public void Committed() => _folded = _next;

    public void WasRead() => _folded = null;

    /// <summary>A run that died wrote migrations down and not what they made: the journal as it would be if it had, provided that the schema is what their texts make of the recorded one.</summary>
    /// <param name="journal">As it was read.</param>
    /// <param name="files">Those on disk.</param>
    /// <param name="live">The schema now.</param>
    /// <param name="dialect">Of the texts.</param>
    public static JournalContent CaughtUp(JournalContent journal, IEnumerable<Migration> files, SchemaSnapshot live, ISqlDialect dialect)
    {
        var behind = journal.Unrecorded.ToList();
        var texts = behind.Count == 0 ? [] : files.Where(file => behind.Exists(row => row.Path == file.Path && row.Digest == file.Digest)).ToDictionary(static file => file.Path, StringComparer.Ordinal);

        if (journal.Snapshot is not { } recorded || behind.Count == 0 || texts.Count < behind.Count)
        {
            return journal;
        }

        // Tables that keep rows for the way back stand in no text.
        var folded = behind.Aggregate(SchemaState.From(ShadowState.WithoutArchives(recorded.Snapshot), dialect), (state, row) => state.Apply(dialect.Read(texts[row.Path].Text)));

        return folded.IsComplete && SchemaComparison.CompareWithLive(folded.Snapshot, ShadowState.WithoutArchives(live), dialect).Differences.Count == 0
            ? journal with { Snapshot = SnapshotRow.Of(recorded.RunId, live, dialect, behind[^1].At) }
            : journal;
    }
}
