using ChangeGate.Changes;
using ChangeGate.Databases.Running;
using ChangeGate.Databases.Sqlite;
using ChangeGate.Rehearsals;
using ChangeGate.Text;
using Microsoft.Data.Sqlite;

namespace ChangeGate.Databases.Rehearsals;

/// <summary>SQLite locks the whole file and keeps no count of what it scans: time, rows, and what is there afterwards and was not before, or the other way round.</summary>
internal sealed class SqliteObserver(TimeProvider time) : StatementObserver
{
    // Tables whose names begin like this are SQLite's own (file format, 2.6.2).
    private const string Objects = """
        select m.type, m.name, m.tbl_name, null from main.sqlite_schema m where m.name not like 'sqlite\_%' escape '\'
        union all
        select 'column', m.name, m.name, c.name from main.sqlite_schema m join pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite\_%' escape '\'
        """;

    private Dictionary<ObjectId, ObjectId> _before = [];

    public override async Task BeginAsync(WorkConnection work, CancellationToken cancellation) => _before = await LookAsync(work, cancellation);

    public override async Task<ObservedStatement> RunAsync(WorkConnection work, RunnableStatement statement, CancellationToken cancellation)
    {
        var started = time.GetTimestamp();
        var rows = await work.ExecuteAsync(statement, cancellation);
        var took = time.GetElapsedTime(started);
        var (before, after) = (_before, await LookAsync(work, cancellation));
        _before = after;

        return new ObservedStatement
        {
            Span = new Span(statement.Start, statement.Text.Length),
            Duration = took,
            Rows = rows,
            Made = [.. Since(after, before)],
            Dropped = [.. Since(before, after)],
        };
    }

    /// <returns>Each with the table that it comes and goes with; a table with itself.</returns>
    private static async Task<Dictionary<ObjectId, ObjectId>> LookAsync(WorkConnection work, CancellationToken cancellation) =>
        (await ((SqliteConnection)work.Connection).QueryAsync(Objects, Read, cancellation)).ToDictionary(); // of this engine

    private static KeyValuePair<ObjectId, ObjectId> Read(SqliteDataReader row)
    {
        var (name, table) = (new ObjectName("main", row.GetString(1)), new ObjectName("main", row.GetString(2)));
        var id = row.GetString(0) switch
        {
            "column" => ObjectId.Column(name, row.GetString(3)),
            "index" => new ObjectId(ObjectKind.Index, name),
            "view" => new ObjectId(ObjectKind.View, name),
            "trigger" => new ObjectId(ObjectKind.Trigger, table, name.Name),
            _ => ObjectId.Table(name),
        };

        return KeyValuePair.Create(id, ObjectId.Table(table));
    }

    private static IEnumerable<ObjectId> Since(Dictionary<ObjectId, ObjectId> now, Dictionary<ObjectId, ObjectId> then) => now
        .Where(pair => !then.ContainsKey(pair.Key) && (pair.Value == pair.Key || then.ContainsKey(pair.Value) || !now.ContainsKey(pair.Value)))
        .Select(static pair => pair.Key)
        .OrderBy(static id => id.ToString(), StringComparer.Ordinal);
}
