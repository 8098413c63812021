using ChangeGate.Changes;
using ChangeGate.Databases.Running;
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

    private Dictionary<ObjectId, string> _before = [];

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

    /// <returns>Each with the table that it comes and goes with; for a table itself.</returns>
    private static async Task<Dictionary<ObjectId, string>> LookAsync(WorkConnection work, CancellationToken cancellation)
    {
        await using var command = new SqliteCommand(Objects, (SqliteConnection)work.Connection); // of this engine
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var found = new Dictionary<ObjectId, string>();

        while (await reader.ReadAsync(cancellation))
        {
            var (name, table) = (new ObjectName("main", reader.GetString(1)), reader.GetString(2));

            found[reader.GetString(0) switch
            {
                "column" => ObjectId.Column(name, reader.GetString(3)),
                "index" => new ObjectId(ObjectKind.Index, name),
                "view" => new ObjectId(ObjectKind.View, name),
                "trigger" => new ObjectId(ObjectKind.Trigger, new ObjectName("main", table), name.Name),
                _ => ObjectId.Table(name),
            }] = table;
        }

        return found;
    }

    private static IEnumerable<ObjectId> Since(Dictionary<ObjectId, string> now, Dictionary<ObjectId, string> then) => now
        .Where(pair => !then.ContainsKey(pair.Key) && (pair.Key.Kind is ObjectKind.Table or ObjectKind.View || then.ContainsKey(ObjectId.Table(new ObjectName("main", pair.Value))) || !now.ContainsKey(ObjectId.Table(new ObjectName("main", pair.Value)))))
        .Select(static pair => pair.Key)
        .OrderBy(static id => id.ToString(), StringComparer.Ordinal);
}
