using ChangeGate.Changes;
using ChangeGate.Failures;
using ChangeGate.Migrations;
using ChangeGate.Policies;
using ChangeGate.Schemas;

namespace ChangeGate.Databases.Journals.Hosts;

/// <summary>
/// The journal of another tool, kept beside ours: a row of it is committed with each of ours, by the tool's own rules, so that the tool
/// finds every migration where it would have written it. What a tool does is in one class each; what all do is here.
/// </summary>
public abstract class HostJournal
{
    private readonly Lazy<IReadOnlyList<Migration>> _files;

    private protected HostJournal(HostRequest request)
    {
        Setting = request.Setting;
        Dialect = request.Dialect;
        Time = request.Time;
        _files = new Lazy<IReadOnlyList<Migration>>(request.Files);
    }

    /// <summary>As people write its name.</summary>
    internal abstract string Tool { get; }

    internal JournalSetting Setting { get; }

    internal string Keyword => Setting.Keyword;

    internal Dialect Dialect { get; }

    internal TimeProvider Time { get; }

    internal IReadOnlyList<Migration> Files => _files.Value;

    /// <summary>What the tool calls its table without being told.</summary>
    internal abstract string DefaultTable { get; }

    /// <summary>Where the table lies; the schema is null in SQLite.</summary>
    internal ObjectName Table => new(Dialect == Dialect.PostgreSql ? Setting.Schema ?? "public" : null, Setting.Table ?? DefaultTable);

    /// <summary>Everything that is the tool's and no part of the schema.</summary>
    internal virtual IEnumerable<ObjectName> Tables => [Table];

    /// <summary>The table as a statement names it.</summary>
    private protected string Quoted => Identifier.Quote(Table);

    /// <summary>The same by a tool that quotes nothing, where nothing needs quotes: SQLite keeps the text of a statement.</summary>
    private protected string Bare => Dialect == Dialect.Sqlite && Table.Name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') ? Table.Name : Quoted;

    /// <summary>The key of the advisory lock that the tool holds while it runs (PostgreSQL); null where it has none.</summary>
    internal virtual long? LockKey(string database) => null;

    /// <summary>What makes the table as the tool makes it.</summary>
    private protected abstract IEnumerable<string> Creation { get; }

    /// <summary>How the tool knows a file again.</summary>
    internal abstract string KeyOf(string path);

    /// <summary>What the tool may have stored of the file's bytes; nothing where it stores none.</summary>
    internal virtual IEnumerable<string> ChecksumsOf(Migration file) => [];

    private protected abstract Task<IReadOnlyList<HostRow>> ReadRowsAsync(JournalConnection rows, CancellationToken cancellation);

    private protected abstract Task InsertAsync(JournalConnection rows, HostEntry entry, CancellationToken cancellation);

    private protected abstract Task DeleteAsync(JournalConnection rows, string path, CancellationToken cancellation);

    /// <summary>Where the tool reads a script otherwise than the engine does, and than we do.</summary>
    internal virtual IEnumerable<HostReading> Read(Migration file) => [];

    internal Task<bool> ExistsAsync(JournalConnection rows, CancellationToken cancellation) => rows.HasTableAsync(Table.Schema, Table.Name, cancellation);

    /// <summary>Whether it is the tool's table, and not another's of that name.</summary>
    internal async Task<bool> IsThereAsync(JournalConnection rows, CancellationToken cancellation) => await ExistsAsync(rows, cancellation) && await rows.HasColumnsAsync(Table, Columns, cancellation);

    /// <summary>By which the table is told from those of other tools that call theirs the same.</summary>
    private protected virtual IReadOnlyList<string> Columns => [];

    internal async Task<HostContent> ReadAsync(JournalConnection rows, CancellationToken cancellation) =>
        new(this, await ExistsAsync(rows, cancellation) ? await ReadRowsAsync(rows, cancellation) : null);

    /// <summary>Does to the tool's table what our journal was just told.</summary>
    internal async Task FollowAsync(JournalConnection rows, MigrationRow row, CancellationToken cancellation)
    {
        var exists = await ExistsAsync(rows, cancellation);

        if (row.Event == MigrationEvent.RolledBack)
        {
            if (exists)
            {
                await DeleteAsync(rows, row.Path, cancellation);
            }

            return;
        }

        if (!exists)
        {
            await CreateAsync(rows, cancellation);
        }
        else if (row.Event == MigrationEvent.Adopted && (await ReadAsync(rows, cancellation)).Has(row.Path))
        {
            return;
        }

        var file = Files.FirstOrDefault(file => file.Path == row.Path) ?? throw new GateException(
            $"`{row.Path}` is not among the files, so {Tool}'s row of it cannot be written.",
            "Run where the migrations lie.");

        await InsertAsync(rows, new HostEntry(file, await TookAsync(rows, row, cancellation)), cancellation);
    }

    /// <summary>The schema without what is the tool's.</summary>
    internal SchemaSnapshot Hide(SchemaSnapshot schema)
    {
        var tables = Tables.Select(ObjectId.Table).Where(schema.Contains).ToList();

        if (tables.Count == 0)
        {
            return schema;
        }

        var hidden = tables.ToHashSet();
        hidden.UnionWith(schema.Objects.Where(value => IsPartOf(value, tables)).Select(value => value.Id));
        hidden.UnionWith(schema.Objects.OfType<Privilege>().Where(privilege => hidden.Contains(privilege.On)).Select(privilege => privilege.Id));
        var left = hidden.Aggregate(schema, (snapshot, id) => snapshot.Without(id));

        // A schema that the tool made for its table alone is its own too.
        return Table.Schema is { } name and not "public" && !left.Objects.Any(value => value is not (NamedSchema or Privilege) && value.Id.Name.Schema == name)
            ? left.Objects.Where(value => value is NamedSchema && value.Id.Name.Name == name).Aggregate(left, (snapshot, value) => snapshot.Without(value.Id))
            : left;
    }

    private static bool IsPartOf(SchemaObject value, List<ObjectId> tables) => value switch
    {
        Schemas.Index index => tables.Exists(table => IsSame(table.Name, index.Definition.Table)),
        Sequence { OwnedBy: { } owner } => tables.Exists(table => IsSame(table.Name, owner.Name)),
        _ => false,
    };

    private static bool IsSame(ObjectName table, ObjectName other) =>
        table.Schema is null ? string.Equals(table.Name, other.Name, StringComparison.OrdinalIgnoreCase) : table.Name == other.Name && table.Schema == (other.Schema ?? "public");

    private async Task CreateAsync(JournalConnection rows, CancellationToken cancellation)
    {
        if (Table.Schema is { } schema and not "public")
        {
            await rows.ExecuteAsync($"create schema if not exists {Identifier.Quote(schema)}", [], cancellation);
        }

        foreach (var statement in Creation)
        {
            await rows.ExecuteAsync(statement, [], cancellation);
        }
    }

    private async Task<TimeSpan> TookAsync(JournalConnection rows, MigrationRow row, CancellationToken cancellation) => TimeSpan.FromMicroseconds(await rows.CountAsync(
        $"select coalesce(sum(took_microseconds), 0) from {JournalSchema.Prefix(Dialect)}step where run_id = $1 and path = $2 and event = 'done'",
        [row.RunId, row.Path],
        cancellation));
}

/// <summary>What a journal of another tool needs to know.</summary>
/// <param name="Files">The migrations, read when they are first asked for.</param>
internal sealed record HostRequest(JournalSetting Setting, Dialect Dialect, Func<IReadOnlyList<Migration>> Files, TimeProvider Time);

/// <summary>A migration on its way into the tool's table.</summary>
internal sealed record HostEntry(Migration File, TimeSpan Took);

/// <param name="Text">A sentence about one script.</param>
/// <param name="Refuses">The tool would do something else with it, and not only stop.</param>
internal sealed record HostReading(string Text, bool Refuses);
