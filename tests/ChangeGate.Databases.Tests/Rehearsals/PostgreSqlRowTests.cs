using ChangeGate.Changes;
using ChangeGate.Databases.Rehearsals;
using ChangeGate.Rehearsals.Rows;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using Npgsql;
using SyntheticRows = ChangeGate.Rehearsals.Rows.SyntheticRows;

namespace ChangeGate.Databases.Tests.Rehearsals;

internal sealed class PostgreSqlRowTests
{
    private const string Nasty = """
        CREATE SCHEMA "Odd ""one";
        CREATE TYPE state AS ENUM ('new', 'it''s paid', 'gone');
        CREATE DOMAIN email AS text CHECK (VALUE ~ '^[^@ ]+@[a-z]+\.[a-z]{2,}$');
        CREATE DOMAIN short_email AS email NOT NULL CHECK (length(VALUE) < 30);
        CREATE DOMAIN positive AS numeric(6,2) DEFAULT 1 CHECK (VALUE > 0);
        CREATE TYPE place AS (street varchar(10), number int, at timestamptz);
        CREATE TYPE span AS RANGE (subtype = float8);
        CREATE TABLE "Odd ""one"."Ta""ble" ("Key" smallint PRIMARY KEY, "select" "char", "é" bit(5) NOT NULL, v bit varying(3));
        CREATE TABLE kinds (a smallint, b int, c bigint NOT NULL, d real, e double precision NOT NULL, f numeric, g numeric(38,10), h money, i bool NOT NULL, j uuid NOT NULL,
            k date, l time, m timetz, n timestamp NOT NULL, o timestamptz(0), p interval, q json, r jsonb NOT NULL, s xml, t inet, u cidr, v macaddr, w bytea NOT NULL, x point, y polygon, z tsvector,
            aa int[] NOT NULL, ab text[][], ac state[] NOT NULL, ad place, ae place[], af span, ag int4range NOT NULL, ah tstzrange, ai oid, aj char(3) NOT NULL, ak varchar(1) NOT NULL, al name NOT NULL,
            am interval day to second, an pg_lsn, ao circle, ap varchar, aq varchar(5000), ar positive[], at numeric(3,3) NOT NULL, au jsonpath, av regclass, aw box NOT NULL, ax tsquery);
        CREATE TABLE checked (
            id int GENERATED ALWAYS AS IDENTITY (START 5 INCREMENT 3) PRIMARY KEY,
            mail short_email, price positive NOT NULL, state state NOT NULL DEFAULT 'new',
            low int NOT NULL, high int NOT NULL, CHECK (low < high), CHECK (high - low <= 50),
            kind text NOT NULL CHECK (kind IN ('a', 'b', 'c')),
            code text NOT NULL CHECK (code ~ '^[A-Z]{3}-[0-9]{4}$') UNIQUE,
            path text NOT NULL CHECK (path LIKE '/%' AND length(path) BETWEEN 5 AND 8),
            starts date NOT NULL, ends date, CHECK (ends IS NULL OR ends > starts), CHECK (starts >= '2010-01-01'),
            one int, other text, CHECK (num_nonnulls(one, other) = 1),
            doc jsonb NOT NULL CHECK (jsonb_typeof(doc) = 'object'),
            twice bigint GENERATED ALWAYS AS (low::bigint * 2) STORED UNIQUE,
            shut timestamptz CHECK (shut IS NULL OR state = 'gone'),
            percent int CHECK (percent BETWEEN 0 AND 100));
        CREATE TABLE tenants (id bigserial PRIMARY KEY, name text NOT NULL);
        CREATE UNIQUE INDEX ON tenants (lower(name));
        CREATE TABLE users (tenant bigint NOT NULL REFERENCES tenants, id int NOT NULL, boss int, mail text, gone bool NOT NULL, PRIMARY KEY (tenant, id), FOREIGN KEY (tenant, boss) REFERENCES users);
        CREATE UNIQUE INDEX ON users (tenant, mail) WHERE NOT gone;
        CREATE TABLE profiles (tenant bigint NOT NULL, user_id int NOT NULL, PRIMARY KEY (tenant, user_id), FOREIGN KEY (tenant, user_id) REFERENCES users ON DELETE CASCADE);
        CREATE TABLE members (tenant bigint NOT NULL REFERENCES tenants, left_user int NOT NULL, right_user int NOT NULL, FOREIGN KEY (tenant, left_user) REFERENCES users, FOREIGN KEY (tenant, right_user) REFERENCES users);
        CREATE TABLE eggs (id serial PRIMARY KEY, hen int);
        CREATE TABLE hens (id serial PRIMARY KEY, egg int NOT NULL UNIQUE REFERENCES eggs);
        ALTER TABLE eggs ADD FOREIGN KEY (hen) REFERENCES hens;
        CREATE TABLE circle_a (id serial PRIMARY KEY, b int NOT NULL);
        CREATE TABLE circle_b (id serial PRIMARY KEY, a int NOT NULL REFERENCES circle_a DEFERRABLE);
        ALTER TABLE circle_a ADD FOREIGN KEY (b) REFERENCES circle_b DEFERRABLE INITIALLY DEFERRED;
        CREATE TABLE single ("only" bool PRIMARY KEY DEFAULT true CHECK ("only"));
        CREATE TABLE selfish (id int PRIMARY KEY, parent int NOT NULL REFERENCES selfish);
        CREATE TABLE by_range (id bigint NOT NULL, at timestamptz NOT NULL, tenant bigint REFERENCES tenants, PRIMARY KEY (id, at)) PARTITION BY RANGE (at);
        CREATE TABLE by_range_1 PARTITION OF by_range FOR VALUES FROM ('2024-01-01') TO ('2024-02-01');
        CREATE TABLE by_range_2 PARTITION OF by_range FOR VALUES FROM ('2024-02-01') TO ('2024-03-01');
        CREATE TABLE by_list (region text NOT NULL, n int) PARTITION BY LIST (region);
        CREATE TABLE by_list_1 PARTITION OF by_list FOR VALUES IN ('eu', 'us') PARTITION BY HASH (n);
        CREATE TABLE by_list_1a PARTITION OF by_list_1 FOR VALUES WITH (MODULUS 2, REMAINDER 0);
        CREATE TABLE by_list_1b PARTITION OF by_list_1 FOR VALUES WITH (MODULUS 2, REMAINDER 1);
        CREATE TABLE by_number (n int NOT NULL, m int NOT NULL) PARTITION BY RANGE (n, m);
        CREATE TABLE by_number_1 PARTITION OF by_number FOR VALUES FROM (-10, 5) TO (10, MAXVALUE);
        CREATE TABLE refers_to_partitions (id bigint, at timestamptz, FOREIGN KEY (id, at) REFERENCES by_range);
        CREATE TABLE nothing_at_all ();
        CREATE TABLE heir (extra text) INHERITS (tenants);
        CREATE TABLE watched (id int PRIMARY KEY, body text);
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'never'; END $$;
        CREATE TRIGGER b BEFORE INSERT ON watched FOR EACH ROW EXECUTE FUNCTION refuse();
        CREATE TRIGGER a BEFORE INSERT ON watched FOR EACH STATEMENT EXECUTE FUNCTION refuse();
        CREATE TRIGGER off BEFORE INSERT ON watched FOR EACH ROW EXECUTE FUNCTION refuse();
        CREATE TRIGGER parted BEFORE INSERT ON by_range FOR EACH ROW EXECUTE FUNCTION refuse();
        ALTER TABLE watched ENABLE ALWAYS TRIGGER a;
        ALTER TABLE watched DISABLE TRIGGER off;
        CREATE RULE nowhere AS ON INSERT TO watched DO INSTEAD NOTHING;
        CREATE TABLE guarded (id int PRIMARY KEY);
        ALTER TABLE guarded ENABLE ROW LEVEL SECURITY;
        ALTER TABLE guarded FORCE ROW LEVEL SECURITY;
        CREATE TABLE unreadable (id int PRIMARY KEY CHECK (id <> ALL (select_free(ARRAY[1003]))), b int);
        CREATE TABLE late (id int PRIMARY KEY, parent int REFERENCES late DEFERRABLE INITIALLY DEFERRED, UNIQUE NULLS NOT DISTINCT (parent, id));
        CREATE TABLE rooms (room int, during tstzrange, EXCLUDE USING gist (during WITH &&));
        CREATE MATERIALIZED VIEW totals AS SELECT tenant, count(*) FROM users GROUP BY tenant;
        CREATE TABLE plain_number (n int PRIMARY KEY, m bigint UNIQUE);
        """;

    [TestCase(15)]
    [TestCase(18)]
    public async Task Every_table_of_a_nasty_schema_gets_rows_from_an_owner_who_is_no_superuser(int version)
    {
        var server = await InstalledPostgres.Of(version).StartAsync();
        await using var database = await server.CreateAsync();
        var owner = $"owner_{database.Name}";
        await database.ExecuteAllAsync($"CREATE ROLE {owner} LOGIN", $"GRANT CREATE ON DATABASE {database.Name} TO {owner}", $"GRANT ALL ON SCHEMA public TO {owner}");
        var address = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Username = owner }.ConnectionString;

        try
        {
            await using var connection = new NpgsqlConnection(address);
            await connection.OpenAsync();
            await RunAsync(connection, "CREATE FUNCTION select_free(int[]) RETURNS int[] LANGUAGE sql IMMUTABLE RETURN $1");

            foreach (var statement in SqlDialects.For(Dialect.PostgreSql).Read(new Text.SourceText("nasty.sql", Nasty)).Statements)
            {
                await RunAsync(connection, Nasty.Substring(statement.Span.Start, statement.Span.Length));
            }

            await using var engine = await Engines.OpenAsync(new EngineAddress(Dialect.PostgreSql, new ConnectionString(address)), TimeProvider.System, CancellationToken.None);
            var before = await engine.ReadSnapshotAsync(CancellationToken.None);
            var switches = await SwitchesAsync(connection);

            var filled = await RowFiller.FillAsync(connection, SyntheticRows.Of(before, new RowOptions()), CancellationToken.None);
            await TestContext.Out.WriteLineAsync(string.Join('\n', filled));

            Assert.That(filled.Where(table => table.Rows == 0), Is.Empty);
            Assert.That(filled.Where(table => table.Refused > 0).Select(table => table.Table.Name), Is.SubsetOf(new[] { "unreadable", "rooms" }));
            Assert.That(await EmptyAsync(connection, before), Is.Empty);
            Assert.That(Fingerprint.Of(await engine.ReadSnapshotAsync(CancellationToken.None), SqlDialects.For(Dialect.PostgreSql)), Is.EqualTo(Fingerprint.Of(before, SqlDialects.For(Dialect.PostgreSql))));
            Assert.That(await SwitchesAsync(connection), Is.EqualTo(switches));

            await RunAsync(connection, "INSERT INTO tenants (name) VALUES ('one more')");
            Assert.That(() => RunAsync(connection, "ALTER TABLE kinds ADD UNIQUE (ap)"), Throws.InstanceOf<PostgresException>());
            Assert.That(() => RunAsync(connection, "ALTER TABLE kinds ALTER ap TYPE int USING ap::int"), Throws.InstanceOf<PostgresException>());
            Assert.That(() => RunAsync(connection, "ALTER TABLE kinds ALTER b SET NOT NULL"), Throws.InstanceOf<PostgresException>());
            Assert.That(() => RunAsync(connection, "ALTER TABLE kinds ALTER c TYPE int"), Throws.InstanceOf<PostgresException>());
            Assert.That(() => RunAsync(connection, "ALTER TABLE kinds ALTER aq TYPE varchar(4000)"), Throws.InstanceOf<PostgresException>());
        }
        finally
        {
            await database.ExecuteAllAsync($"DROP OWNED BY {owner}", $"DROP ROLE {owner}");
        }
    }

    [Test]
    public async Task A_hundred_tables_are_filled_in_a_moment()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        await RunAsync(connection, "DO $$ BEGIN FOR i IN 1..100 LOOP EXECUTE format('CREATE TABLE t%s (id serial PRIMARY KEY, a text NOT NULL UNIQUE, b int CHECK (b > 3), c timestamptz, d varchar(20), e int REFERENCES t%s)', i, greatest(i - 1, 1)); END LOOP; END $$");
        await using var engine = await Engines.OpenAsync(new EngineAddress(Dialect.PostgreSql, new ConnectionString(database.ConnectionString)), TimeProvider.System, CancellationToken.None);
        var schema = await engine.ReadSnapshotAsync(CancellationToken.None);

        var watch = System.Diagnostics.Stopwatch.StartNew();
        var rows = SyntheticRows.Of(schema, new RowOptions());
        var chosen = watch.Elapsed;
        var filled = await RowFiller.FillAsync(connection, rows, CancellationToken.None);

        await TestContext.Out.WriteLineAsync($"chosen in {chosen.TotalMilliseconds:0} ms, filled in {(watch.Elapsed - chosen).TotalMilliseconds:0} ms");
        Assert.That(filled.Sum(table => table.Rows), Is.EqualTo(1200));
    }

    [Test]
    public async Task Every_table_of_the_example_gets_rows()
    {
        await using var database = await PostgresServer.CreateDatabaseAsync();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();

        foreach (var statement in ShopExample.History(Dialect.PostgreSql).SelectMany(file => ShopExample.Statements(Dialect.PostgreSql, file)))
        {
            await RunAsync(connection, statement);
        }

        await using var engine = await Engines.OpenAsync(new EngineAddress(Dialect.PostgreSql, new ConnectionString(database.ConnectionString)), TimeProvider.System, CancellationToken.None);
        var filled = await RowFiller.FillAsync(connection, SyntheticRows.Of(await engine.ReadSnapshotAsync(CancellationToken.None), new RowOptions()), CancellationToken.None);

        Assert.That(filled, Is.Not.Empty);
        Assert.That(filled.Where(table => table.Rows == 0), Is.Empty);
    }

    private static Task<List<string>> SwitchesAsync(NpgsqlConnection connection) =>
        QueryAsync(connection, "SELECT concat(tgrelid::regclass, tgname, tgenabled) FROM pg_trigger WHERE NOT tgisinternal UNION ALL SELECT concat(ev_class::regclass, rulename, ev_enabled) FROM pg_rewrite UNION ALL SELECT concat(relname, relforcerowsecurity) FROM pg_class ORDER BY 1");

    private static async Task<List<string>> EmptyAsync(NpgsqlConnection connection, SchemaSnapshot schema)
    {
        var empty = new List<string>();

        foreach (var name in schema.Tables.Where(table => table.Columns.Count > 0).Select(table => table.Id.Name).Append(new ObjectName("public", "totals")))
        {
            var quoted = $"\"{name.Schema!.Replace("\"", "\"\"", StringComparison.Ordinal)}\".\"{name.Name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
            empty.AddRange(await QueryAsync(connection, $"SELECT '{name.Name}' WHERE NOT EXISTS (SELECT FROM {quoted}) AND NOT (SELECT relforcerowsecurity FROM pg_class WHERE oid = '{quoted}'::regclass)"));
        }

        return empty;
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<List<string>> QueryAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();

        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
