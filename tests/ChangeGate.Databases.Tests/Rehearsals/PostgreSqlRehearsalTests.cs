using ChangeGate.Changes;
using ChangeGate.Rehearsals;

namespace ChangeGate.Databases.Tests.Rehearsals;

internal sealed class PostgreSqlRehearsalTests
{
    private const string Shop = "CREATE TABLE orders (id bigint PRIMARY KEY, note text, total integer NOT NULL);";

    [Test]
    public async Task The_engine_tells_locks_rewrites_and_scans()
    {
        var rehearsal = await RehearseAsync("ALTER TABLE orders ALTER COLUMN total TYPE bigint;\nALTER TABLE orders ADD CONSTRAINT positive CHECK (total IS NOT NULL);\nSELECT 1;");
        var orders = new ObjectName("public", "orders");

        Assert.That(rehearsal.Statements.Select(one => one.Rewritten.Contains(orders)), Is.EqualTo(new[] { true, false, false }));
        Assert.That(rehearsal.Statements.Select(one => one.Scanned.Contains(orders)), Is.EqualTo(new[] { true, true, false }));
        Assert.That(rehearsal.Statements[0].Locks, Does.Contain(new ObservedLock(orders, "ACCESS EXCLUSIVE")));
        Assert.That(rehearsal.Statements[2].Locks, Is.Empty);
    }

    [Test]
    public async Task Temporary_files_are_told_for_the_statement_that_needed_them()
    {
        var rehearsal = await RehearseAsync("SET work_mem = '64kB';\nCREATE TABLE sorted AS SELECT n FROM generate_series(1, 100000) n ORDER BY md5(n::text);\nDO $$ BEGIN RAISE LOG 'temporary file: path \"a\", size 99999999'; END $$;\nSET client_min_messages = warning;\nSELECT 1;");

        Assert.That(rehearsal.Statements.Take(3).Select(one => one.TemporaryBytes > 1_000_000), Is.EqualTo(new[] { false, true, false }));
        Assert.That(rehearsal.Statements.Take(3).Select(one => one.TemporaryBytes), Has.None.Null);
        Assert.That(rehearsal.Statements.Skip(3).Select(one => one.TemporaryBytes), Has.All.Null, "nobody listens any more");
        Assert.That(rehearsal.Statements.SelectMany(one => one.Notices), Is.Empty);
    }

    [Test]
    public async Task What_a_block_does_is_seen_although_nobody_could_read_it()
    {
        var rehearsal = await RehearseAsync("DO $$ BEGIN EXECUTE convert_from(decode('416c746572205441424c45206f7264657273204144442078206964656e74697479206b696e64', 'hex'), 'UTF8'); EXCEPTION WHEN OTHERS THEN EXECUTE 'LOCK TABLE ord' || 'ers IN EXCLUSIVE MODE'; END $$;");

        Assert.That(rehearsal.Statements[0].Locks, Does.Contain(new ObservedLock(new ObjectName("public", "orders"), "EXCLUSIVE")));
    }

    [Test]
    public async Task A_down_script_that_brings_columns_back_in_another_order_is_said_to_do_so()
    {
        var rehearsal = await PostgreSqlRehearsal.WithDownAsync("CREATE TABLE orders (id bigint PRIMARY KEY, note text, total integer);", "ALTER TABLE orders DROP COLUMN note;", "ALTER TABLE orders ADD COLUMN note text;");

        Assert.That((rehearsal.Down?.Verdict, rehearsal.Down?.SchemaEqual), Is.EqualTo((ProofVerdict.ProvedSchema, true)));
        Assert.That(rehearsal.Down?.Because, Does.EndWith("Columns of `public.orders` stand in another order."));
    }

    [Test]
    public async Task A_down_script_that_only_values_at_the_edge_of_their_types_stop_is_proved_over_plainer_rows()
    {
        var rehearsal = await PostgreSqlRehearsal.WithDownAsync(
            "CREATE TABLE orders (id bigint PRIMARY KEY, at timestamptz NOT NULL);",
            "ALTER TABLE orders ADD COLUMN kind text;",
            "ALTER TABLE orders DROP COLUMN kind; SELECT extract(epoch FROM at)::bigint FROM orders;");

        Assert.That(rehearsal.Down?.Verdict, Is.EqualTo(ProofVerdict.ProvedWithData), rehearsal.Down?.Because);
        Assert.That(rehearsal.Down?.Because, Does.Contain("With plainer rows it runs."));
    }

    [Test]
    public async Task A_statement_that_commits_itself_is_rehearsed_and_taken_back()
    {
        var rehearsal = await RehearseAsync("CREATE INDEX CONCURRENTLY orders_note ON orders (note);");

        // How much of it another session sees depends on how long it takes.
        Assert.That(rehearsal.Statements[0].Locks.Select(held => held.Mode), Has.None.EqualTo("ACCESS EXCLUSIVE"));
        Assert.That(rehearsal.Rollback.Verdict, Is.EqualTo(ProofVerdict.ProvedWithData), rehearsal.Rollback.Because);
    }

    [Test]
    public async Task Rows_that_are_in_the_way_are_met_here_and_plainer_ones_prove_the_rollback()
    {
        var rehearsal = await RehearseAsync("ALTER TABLE orders ALTER COLUMN note SET NOT NULL;");

        Assert.That((rehearsal.Statements[0].Error?.Code, rehearsal.Rollback.Verdict, rehearsal.Rollback.RowsEqual), Is.EqualTo(("23502", ProofVerdict.ProvedWithData, true)));
        Assert.That(rehearsal.Rollback.Because, Does.Contain("plainer rows"));
    }

    [Test]
    public async Task Where_no_rows_would_do_the_rollback_is_proved_without()
    {
        var rehearsal = await RehearseAsync("DO $$ BEGIN IF EXISTS (SELECT FROM orders) THEN RAISE EXCEPTION 'not while there are orders'; END IF; END $$; ALTER TABLE orders ADD COLUMN extra text;");

        Assert.That((rehearsal.Rollback.Verdict, rehearsal.Rollback.SchemaEqual, rehearsal.Rollback.RowsEqual), Is.EqualTo((ProofVerdict.ProvedSchema, true, false)));
    }

    [Test]
    public async Task What_superusers_write_to_catalogs_is_done_for_the_owner()
    {
        var rehearsal = await RehearseAsync("""
            CREATE TYPE state AS ENUM ('open', 'paid', 'lost');
            UPDATE pg_index SET indisready = false WHERE indrelid = (SELECT oid FROM pg_class WHERE relname = 'orders');
            DELETE FROM pg_enum WHERE enumlabel = 'lost' AND enumtypid = 'state'::regtype;
            SELECT 1 / (SELECT count(*) FROM pg_catalog.pg_index WHERE NOT indisready) FROM (SELECT 1) AS one;
            UPDATE pg_index SET indisready = true WHERE indrelid = 'orders'::regclass;
            """);

        Assert.That(rehearsal.Statements.Select(one => one.Error), Is.All.Null);
        Assert.That(rehearsal.Statements[1].Rows, Is.EqualTo(1));
    }

    [Test]
    public async Task Catalogs_of_others_stay_as_they_are()
    {
        var rehearsal = await RehearseAsync("UPDATE pg_class SET reltuples = 7 WHERE relname = 'pg_type'; UPDATE pg_catalog.pg_class SET reltuples = 7 WHERE relname = 'orders';");

        Assert.That((rehearsal.Statements[0].Rows, rehearsal.Statements[1].Error?.Code), Is.EqualTo(((long?)0, "42501")));
    }

    [Test]
    public async Task What_is_done_to_keep_rows_is_not_said_of_the_migration()
    {
        var rehearsal = await RehearseAsync("ALTER TABLE orders DROP COLUMN note;");

        Assert.That(rehearsal.Rollback.Kept, Is.Not.Empty);
        Assert.That(rehearsal.Statements[0].Scanned, Is.Empty);
        Assert.That(rehearsal.Statements[0].Locks.Select(held => held.Mode), Is.EqualTo(new[] { "ACCESS EXCLUSIVE" }));
    }

    [Test]
    public async Task What_a_statement_makes_and_drops_is_seen_wherever_it_is_written()
    {
        var rehearsal = await RehearseAsync("""
            CREATE TABLE kinds (id serial PRIMARY KEY, name text UNIQUE); CREATE VIEW named AS SELECT id, name FROM kinds; CREATE TYPE state AS ENUM ('a');
            CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END';
            CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
            DO $$ BEGIN RAISE NOTICE 'of %', (SELECT count(*) FROM orders); EXECUTE 'DROP TABLE ki' || 'nds CASCADE'; ALTER TABLE orders DROP COLUMN note; ALTER TABLE orders ADD COLUMN note2 text; END $$;
            DROP FUNCTION touch CASCADE; DROP TYPE IF EXISTS state, nothing; ALTER TABLE orders RENAME COLUMN note2 TO note3;
            """);

        string[] Made(int statement) => [.. rehearsal.Statements[statement].Made.Select(id => $"{id.Kind} {id}")];
        string[] Dropped(int statement) => [.. rehearsal.Statements[statement].Dropped.Select(id => $"{id.Kind} {id}")];

        Assert.That(rehearsal.Statements.Select(statement => statement.Error), Is.All.Null);
        Assert.That((Made(0), Made(1), Made(2)), Is.EqualTo((new[] { "Table public.kinds" }, new[] { "View public.named" }, new[] { "Type public.state" })));
        Assert.That((Made(3), Made(4)), Is.EqualTo((new[] { "Function public.touch()" }, new[] { "Trigger public.orders.touched" })));
        Assert.That((Dropped(5), Made(5)), Is.EqualTo((new[] { "Table public.kinds", "View public.named", "Column public.orders.note" }, new[] { "Column public.orders.note2" })));
        Assert.That((Dropped(6), Dropped(7)), Is.EqualTo((new[] { "Trigger public.orders.touched", "Function public.touch()" }, new[] { "Type public.state" })));
        Assert.That((Dropped(8), Made(8)), Is.EqualTo((Array.Empty<string>(), Array.Empty<string>())));
    }

    [Test]
    public async Task Remarks_of_the_engine_are_told_and_those_of_code_are_not()
    {
        var rehearsal = await RehearseAsync("""
            CREATE VIEW noted AS SELECT note FROM orders;
            DO $$ BEGIN RAISE NOTICE 'secret of %', (SELECT max(note) FROM orders); RAISE WARNING 'secret'; END $$;
            ALTER TABLE orders DROP COLUMN note CASCADE;
            CREATE TABLE IF NOT EXISTS orders (id int);
            """);

        Assert.That(rehearsal.Statements.Select(statement => statement.Notices.ToArray()), Is.EqualTo(new ObservedNotice[][]
        {
            [],
            [new("00000", null), new("01000", null)],
            [new("00000", "drop cascades to view noted")],
            [new("42P07", "relation \"orders\" already exists, skipping")],
        }));
    }

    [Test]
    public async Task A_proof_names_the_schemas_between_which_it_went()
    {
        var proof = (await RehearseAsync("ALTER TABLE orders DROP COLUMN note; ALTER TABLE orders ADD COLUMN kind text;")).Rollback;

        Assert.That((proof.SchemaEqual, proof.Back), Is.EqualTo((true, proof.Before)));
        Assert.That((proof.After is null, proof.After == proof.Before, proof.Tables, proof.Rows > 0), Is.EqualTo((false, false, 1, true)));
    }

    [Test]
    public async Task Dropped_rows_come_back()
    {
        var rehearsal = await RehearseAsync("DELETE FROM orders; ALTER TABLE orders DROP COLUMN note;");

        Assert.That((rehearsal.Rollback.Verdict, rehearsal.Rollback.Because), Is.EqualTo((ProofVerdict.ProvedWithData, (string?)null)));
    }

    private static Task<MigrationRehearsal> RehearseAsync(string sql) => PostgreSqlRehearsal.RunAsync(Shop, sql);
}
