using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Policies;

namespace ChangeGate.Databases.Journals.Hosts;

/// <summary>
/// DbUp's table (dbup-core 41228ce, dbup-postgresql 2ebbc1a, dbup-sqlite 9533fde): a row is a script's name and the local time of whoever
/// ran it. It knows no lock, checksum or order of its own.
/// </summary>
internal sealed class DbUpJournal(HostRequest request) : HostJournal(request)
{
    internal override string Tool => "DbUp";

    internal override string DefaultTable => Dialect == Dialect.PostgreSql ? "schemaversions" : "SchemaVersions";

    private protected override IEnumerable<string> Creation =>
    [
        Dialect == Dialect.PostgreSql
            ? $"""
            CREATE TABLE {Quoted}
            (
                schemaversionsid serial NOT NULL,
                scriptname character varying(255) NOT NULL,
                applied timestamp without time zone NOT NULL,
                CONSTRAINT {Identifier.Quote($"PK_{Table.Name}_Id")} PRIMARY KEY (schemaversionsid)
            )
            """
            : $"""
            CREATE TABLE [{Table.Name}] (
                SchemaVersionID INTEGER CONSTRAINT [PK_{Table.Name}_Id] PRIMARY KEY AUTOINCREMENT NOT NULL,
                ScriptName TEXT NOT NULL,
                Applied DATETIME NOT NULL
            )
            """,
    ];

    internal override string KeyOf(string path)
    {
        var relative = path.Replace('/', '.').TrimStart('.');

        return Setting.Names switch
        {
            ScriptNaming.FileName => path[(path.LastIndexOf('/') + 1)..],
            ScriptNaming.Embedded => Setting.Prefix + relative,
            _ => relative,
        };
    }

    internal override IEnumerable<HostReading> Read(Migration file) => DbUpReading.Of(file, Dialect, Setting.ReplacesVariables);

    private protected override async Task<IReadOnlyList<HostRow>> ReadRowsAsync(JournalConnection rows, CancellationToken cancellation) =>
        await rows.QueryAsync($"select scriptname from {Quoted} order by scriptname", [], row => new HostRow(row.Text(0), row.Text(0)), cancellation);

    private protected override Task InsertAsync(JournalConnection rows, HostEntry entry, CancellationToken cancellation) => rows.ExecuteAsync(
        $"insert into {Quoted} (ScriptName, Applied) values ($1, $2)",
        [KeyOf(entry.File.Path), DateTime.SpecifyKind(Time.GetLocalNow().DateTime, DateTimeKind.Unspecified)],
        cancellation);

    private protected override Task DeleteAsync(JournalConnection rows, string path, CancellationToken cancellation) =>
        rows.ExecuteAsync($"delete from {Quoted} where scriptname = $1", [KeyOf(path)], cancellation);
}
