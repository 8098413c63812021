using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ChangeGate.Changes;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Text;
using Npgsql;

namespace ChangeGate.Databases.Tests.Rollbacks;

/// <summary>A database on which scripts are run, and from which schema and rows are read without any help of the fold.</summary>
internal sealed partial class PostgreSqlProof : IAsyncDisposable
{
    /// <summary>Everything that a rollback has to bring back, as PostgreSQL prints it. The order of columns is left out: it cannot be kept.</summary>
    private const string Catalog = """
        WITH spaces AS (SELECT oid, nspname FROM pg_namespace WHERE nspname NOT LIKE 'pg\_%' AND nspname NOT IN ('information_schema', 'changegate_archive'))
        SELECT 'schema ' || nspname FROM spaces
        UNION ALL SELECT 'relation ' || c.oid::regclass || ' ' || relkind::text || relpersistence::text || relrowsecurity || relforcerowsecurity || coalesce(reloptions::text, '') || ' ' || coalesce(pg_get_partkeydef(c.oid), '')
            || ' ' || coalesce(pg_get_expr(relpartbound, c.oid), '') || ' ' || relreplident::text FROM pg_class c JOIN spaces s ON s.oid = relnamespace WHERE relkind NOT IN ('i', 'I', 't', 'c')
        UNION ALL SELECT 'column ' || c.oid::regclass || '.' || attname || ' ' || format_type(atttypid, atttypmod) || ' ' || attnotnull || attidentity::text || attgenerated::text || ' ' || coalesce(pg_get_expr(adbin, adrelid), '')
            || ' ' || attcollation::regcollation || ' ' || coalesce(attoptions::text, '') || attstattarget::text || attstorage::text || ' ' || coalesce(col_description(c.oid, attnum), '')
            FROM pg_attribute JOIN pg_class c ON c.oid = attrelid JOIN spaces s ON s.oid = relnamespace LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum WHERE attnum > 0 AND NOT attisdropped AND relkind NOT IN ('i', 'I')
        UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || contypid::regtype || ' ' || conname || ' ' || pg_get_constraintdef(c.oid) || convalidated || condeferrable || condeferred || ' ' || coalesce(obj_description(c.oid, 'pg_constraint'), '')
            FROM pg_constraint c JOIN spaces s ON s.oid = connamespace WHERE contype <> 'n' AND contype <> 't'
        UNION ALL SELECT 'index ' || pg_get_indexdef(indexrelid) || indisvalid || ' ' || coalesce(obj_description(indexrelid, 'pg_class'), '') FROM pg_index JOIN pg_class c ON c.oid = indexrelid JOIN spaces s ON s.oid = relnamespace
        UNION ALL SELECT 'view ' || c.oid::regclass || ' ' || pg_get_viewdef(c.oid) FROM pg_class c JOIN spaces s ON s.oid = relnamespace WHERE relkind IN ('v', 'm')
        UNION ALL SELECT 'trigger ' || pg_get_triggerdef(t.oid) || tgenabled::text FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid JOIN spaces s ON s.oid = relnamespace WHERE NOT tgisinternal
        UNION ALL SELECT 'policy ' || p::text FROM pg_policies p JOIN spaces s ON s.nspname = p.schemaname
        UNION ALL SELECT 'function ' || CASE WHEN prokind = 'a' THEN p.oid::regprocedure::text ELSE pg_get_functiondef(p.oid) END || (SELECT string_agg(a, ',' ORDER BY a) FROM unnest(coalesce(proacl, acldefault('f', proowner))::text[]) a) FROM pg_proc p JOIN spaces s ON s.oid = pronamespace
        UNION ALL SELECT 'enum ' || t.oid::regtype || ' ' || string_agg(quote_literal(enumlabel), ',' ORDER BY enumsortorder) FROM pg_type t JOIN spaces s ON s.oid = typnamespace JOIN pg_enum ON enumtypid = t.oid GROUP BY t.oid
        UNION ALL SELECT 'domain ' || t.oid::regtype || ' ' || format_type(typbasetype, typtypmod) || typnotnull || coalesce(typdefault, '') FROM pg_type t JOIN spaces s ON s.oid = typnamespace WHERE typtype = 'd'
        UNION ALL SELECT 'type ' || t.oid::regtype || typtype::text || ' ' || (SELECT string_agg(a, ',' ORDER BY a) FROM unnest(coalesce(typacl, acldefault('T', typowner))::text[]) a) FROM pg_type t JOIN spaces s ON s.oid = typnamespace
        UNION ALL SELECT 'sequence ' || seqrelid::regclass || ' ' || format_type(seqtypid, NULL) || ' ' || (seqstart, seqincrement, seqmin, seqmax, seqcache, seqcycle)::text || ' ' || coalesce(d.refobjid::regclass || '.' || d.refobjsubid::text, '')
            FROM pg_sequence JOIN pg_class c ON c.oid = seqrelid JOIN spaces s ON s.oid = relnamespace LEFT JOIN pg_depend d ON d.classid = 'pg_class'::regclass AND d.objid = seqrelid AND d.deptype IN ('a', 'i') AND d.refobjsubid < 0
        UNION ALL SELECT 'comment ' || objoid::regclass || ' ' || description FROM pg_description JOIN pg_class c ON c.oid = objoid JOIN spaces s ON s.oid = relnamespace WHERE classoid = 'pg_class'::regclass AND objsubid = 0
        UNION ALL SELECT 'privilege ' || c.oid::regclass || ' ' || (SELECT string_agg(a, ',' ORDER BY a) FROM unnest(relacl::text[]) a) FROM pg_class c JOIN spaces s ON s.oid = relnamespace WHERE relacl IS NOT NULL AND EXISTS (SELECT 1 FROM aclexplode(relacl) x WHERE x.grantee <> relowner)
        UNION ALL SELECT 'privilege ' || nspname || ' ' || (SELECT string_agg(a, ',' ORDER BY a) FROM unnest(nspacl::text[]) a) FROM pg_namespace WHERE nspname IN (SELECT nspname FROM spaces) AND nspacl IS NOT NULL
        UNION ALL SELECT 'owner ' || c.oid::regclass || ' ' || relowner::regrole FROM pg_class c JOIN spaces s ON s.oid = relnamespace WHERE relkind <> 't'
        UNION ALL SELECT 'inherits ' || inhrelid::regclass || ' ' || inhparent::regclass FROM pg_inherits JOIN pg_class c ON c.oid = inhrelid JOIN spaces s ON s.oid = relnamespace
        UNION ALL SELECT 'extension ' || extname FROM pg_extension
        UNION ALL SELECT 'statistics ' || pg_get_statisticsobjdef(e.oid) FROM pg_statistic_ext e JOIN spaces s ON s.oid = stxnamespace
        ORDER BY 1
        """;

    private static readonly ISqlDialect Reader = SqlDialects.For(Dialect.PostgreSql);

    private readonly PostgresDatabase _database;
    private readonly NpgsqlConnection _connection;

    private PostgreSqlProof(PostgresDatabase database, NpgsqlConnection connection)
    {
        _database = database;
        _connection = connection;
    }

    public string ConnectionString => _database.ConnectionString;

    /// <summary>The schema as the fold follows it.</summary>
    public SchemaState State { get; private set; } = SchemaState.Start(Reader);

    public static async Task<PostgreSqlProof> OpenAsync(PostgresServer? server = null)
    {
        var database = await (server ?? await PostgresServer.StartAsync()).CreateAsync();
        var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        return new PostgreSqlProof(database, connection);
    }

    /// <summary>History: run, and followed by the fold.</summary>
    public async Task MakeAsync(string sql)
    {
        var script = Reader.Read(new SourceText("0001_base.sql", sql));
        var statements = script.Statements.Where(statement => !ScriptRollback.IsTransaction(statement)).Select(statement => sql.Substring(statement.Span.Start, statement.Span.Length));

        if (script.Statements.Any(statement => statement.NeedsAutocommit))
        {
            await ExecuteAllAsync(statements);
        }
        else
        {
            await InTransactionAsync(statements);
        }

        State = State.Apply(script);
    }

    /// <summary>The same database once more, to be spoilt.</summary>
    public async Task<PostgreSqlProof> CopyAsync()
    {
        await _connection.CloseAsync();
        var copy = await PostgresServer.CreateDatabaseAsync(template: _database.Name);
        await _connection.OpenAsync();
        var connection = new NpgsqlConnection(copy.ConnectionString);
        await connection.OpenAsync();
        return new PostgreSqlProof(copy, connection) { State = State };
    }

    public async Task FillAsync()
    {
        await ExecuteAsync(SyntheticRows.PostgreSql);
        await ExecuteAsync("DO $$ DECLARE v text; BEGIN FOR v IN SELECT oid::regclass FROM pg_class WHERE relkind = 'm' ORDER BY oid LOOP EXECUTE 'REFRESH MATERIALIZED VIEW ' || v; END LOOP; END $$");
    }

    public async Task RunAsync(ScriptRollback script)
    {
        var isAlone = script.Statements.Any(statement => statement.Read.NeedsAutocommit);

        await InTransactionAsync(script.Rollback.Preserve);

        if (isAlone)
        {
            await ExecuteAllAsync(script.Statements.Select(statement => statement.Sql));
            await InTransactionAsync(script.Rollback.Settle);
            return;
        }

        await InTransactionAsync(script.Statements.Where(statement => !ScriptRollback.IsTransaction(statement.Read)).Select(statement => statement.Sql).Concat(script.Rollback.Settle));
    }

    public async Task ReverseAsync(IReadOnlyList<string> statements)
    {
        var isAlone = statements.Any(sql => Reader.Read(new SourceText("reverse.sql", sql)).Statements.Any(statement => statement.NeedsAutocommit));

        if (isAlone)
        {
            await ExecuteAllAsync(statements);
        }
        else
        {
            await InTransactionAsync(statements);
        }
    }

    public async Task ExecuteAsync(string sql)
    {
        try
        {
            await using var command = new NpgsqlCommand(sql, _connection);
            await command.ExecuteNonQueryAsync();
        }
        catch (PostgresException failure)
        {
            throw new InvalidOperationException($"{failure.SqlState} {failure.MessageText} {failure.Detail} in: {sql}", failure);
        }
    }

    /// <summary>Without the moments to which the engine folds <c>'now'::timestamp</c> when a view is made.</summary>
    public async Task<string> SchemaAsync() => Moment().Replace(string.Join('\n', (await QueryAsync(Catalog)).Select(row => row[0])), "'now'");

    public async Task<string> RowsAsync()
    {
        var text = new StringBuilder();

        foreach (var row in await QueryAsync("SELECT format('%I.%I', nspname, relname) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE relkind IN ('r', 'p', 'm') AND nspname NOT LIKE 'pg\\_%' AND nspname NOT IN ('information_schema', 'changegate_archive') ORDER BY 1"))
        {
            var columns = (await QueryAsync($"SELECT format('%I', attname) FROM pg_attribute WHERE attrelid = '{row[0].Replace("'", "''", StringComparison.Ordinal)}'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attname")).Select(column => column[0]);

            foreach (var line in await QueryAsync($"SELECT ROW({string.Join(", ", columns)})::text FROM ONLY {row[0]} ORDER BY 1"))
            {
                text.Append(row[0]).Append(": ").Append(line[0]).Append('\n');
            }
        }

        return text.ToString();
    }

    public async Task<string> SequencesAsync() =>
        string.Join('\n', (await QueryAsync("SELECT schemaname, sequencename, coalesce(last_value::text, '-') FROM pg_sequences WHERE schemaname <> 'changegate_archive' ORDER BY 1, 2")).Select(row => string.Join(' ', row)));

    public async ValueTask DisposeAsync()
    {
        await _connection.DisposeAsync();
        await _database.DisposeAsync();
    }

    public async Task InTransactionAsync(IEnumerable<string> statements)
    {
        await ExecuteAsync("BEGIN");

        try
        {
            await ExecuteAllAsync(statements);
            await ExecuteAsync("COMMIT");
        }
        catch
        {
            await ExecuteAsync("ROLLBACK");
            throw;
        }
    }

    private async Task ExecuteAllAsync(IEnumerable<string> statements)
    {
        foreach (var sql in statements)
        {
            await ExecuteAsync(sql);
        }
    }

    private async Task<List<string[]>> QueryAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection) { AllResultTypesAreUnknown = true };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string[]>();

        while (await reader.ReadAsync())
        {
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(index => Convert.ToString(reader.GetValue(index), CultureInfo.InvariantCulture) ?? "")]);
        }

        return rows;
    }

    [GeneratedRegex(@"'[0-9-]{10} [0-9:]{8}\.[0-9]+'(?=::timestamp)")]
    private static partial Regex Moment();
}
