using System.Diagnostics;
using ChangeGate.Changes;
using ChangeGate.Databases.Rehearsals.Sizes;
using ChangeGate.Databases.Tests.Shadows;
using ChangeGate.Rehearsals;
using ChangeGate.Schemas;
using ChangeGate.TestKit;

namespace ChangeGate.Databases.Tests.Rehearsals;

internal sealed class SizeEstimateTests
{
    private const string Shop = """
        CREATE TABLE users (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text NOT NULL);
        CREATE UNIQUE INDEX users_email ON users (lower(email));
        CREATE TABLE orders (id bigserial PRIMARY KEY, owner bigint NOT NULL REFERENCES users (id), note varchar(200), total integer NOT NULL CHECK (total >= 0), at timestamptz NOT NULL DEFAULT now());
        CREATE TABLE likes (owner bigint REFERENCES users (id), liked bigint REFERENCES orders (id), PRIMARY KEY (owner, liked));
        """;

    private const long Many = 3_000_000;

    [Test]
    public async Task Whatever_rewrites_reads_or_builds_has_a_size_and_nothing_else_has()
    {
        var rehearsal = await RehearseAsync("""
            ALTER TABLE orders ALTER COLUMN total TYPE bigint;
            ALTER TABLE orders ADD COLUMN kind text;
            CREATE INDEX orders_note ON orders (note);
            ALTER TABLE orders ADD CONSTRAINT short CHECK (length(note) < 1000);
            UPDATE orders SET kind = 'x';
            COMMENT ON TABLE orders IS 'all of them';
            """, Size("orders", Many));

        Assert.That(rehearsal.Statements.Select(one => one.AtSize is not null), Is.EqualTo(new[] { true, false, true, true, true, false }));
        var estimates = rehearsal.Statements.Select(one => one.AtSize).OfType<SizeEstimate>().ToList();

        Assert.That(estimates.Select(one => (one.Table, one.Rows, one.Measured.Count)), Has.All.EqualTo((new ObjectName("public", "orders"), Many, 2)));
        Assert.That(estimates.Where(one => one.Shortest >= one.Expected || one.Expected >= one.Longest), Is.Empty);

        // A row of five columns takes between 20 bytes and a kilobyte.
        Assert.That(estimates[0].WalBytes, Is.InRange(20 * Many, 1_000 * Many));
        Assert.That(estimates[0].DiskBytes, Is.InRange(20 * Many, 1_000 * Many));
    }

    [Test]
    public async Task An_estimate_is_of_the_order_of_what_it_really_takes()
    {
        const int Rows = 500_000;
        const string Change = "ALTER TABLE orders ALTER COLUMN total TYPE bigint;";
        using var place = new ShadowPlace();
        await using var server = await place.StartAsync(InstalledPostgres.All[0]);
        var estimate = (await PostgreSqlRehearsal.RunAsync(server, Shop, Change, Size("orders", Rows))).Statements[0].AtSize!;

        await using var shadow = await server.CreateAsync(default);
        await ShadowPlace.RunAsync(shadow.Address, [.. Shop.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), "INSERT INTO users (email) VALUES ('a')", $"INSERT INTO orders (owner, note, total) SELECT 1, repeat('x', 40), i FROM generate_series(1, {Rows}) AS made (i)", "VACUUM ANALYZE orders"]);
        var started = Stopwatch.GetTimestamp();
        await ShadowPlace.RunAsync(shadow.Address, Change);
        var real = Stopwatch.GetElapsedTime(started);

        // Others work on this machine as well: what is wrong by its unit or by a factor of ten is found all the same.
        Assert.That(estimate.Expected.TotalSeconds, Is.InRange(real.TotalSeconds / 12, real.TotalSeconds * 12), $"{real} and {estimate}");
    }

    [TestCase("ALTER TABLE orders ALTER COLUMN note SET NOT NULL;", "23502")]
    [TestCase("ALTER TABLE orders ADD CONSTRAINT few CHECK (total BETWEEN 5 AND 7);", "23514")]
    [TestCase("ALTER TABLE orders ADD CONSTRAINT twin FOREIGN KEY (total) REFERENCES users (id);", "23503")]
    [TestCase("CREATE UNIQUE INDEX orders_note ON orders (total);", "23505")]
    public async Task What_made_up_rows_refuse_has_a_size_over_rows_that_meet_it(string sql, string code)
    {
        var rehearsal = await RehearseAsync(sql, Size("orders", 40 * Many));

        Assert.That((rehearsal.Statements[0].Error?.Code, rehearsal.Statements[0].AtSize?.Table.Name), Is.EqualTo((code, "orders")));
    }

    [Test]
    public async Task Keys_of_keys_are_made_up_as_well()
    {
        var rehearsal = await RehearseAsync("CREATE INDEX CONCURRENTLY likes_liked ON likes (liked);", Size("likes", Many));

        Assert.That(rehearsal.Statements[0].AtSize?.Table, Is.EqualTo(new ObjectName("public", "likes")));
    }

    [Test]
    public async Task A_table_that_is_small_or_of_unknown_size_has_none()
    {
        Assert.That((await RehearseAsync("CREATE INDEX orders_note ON orders (note);", Size("orders", 99_999))).Statements[0].AtSize, Is.Null);
        Assert.That((await RehearseAsync("CREATE INDEX orders_note ON orders (note);", Size("users", Many))).Statements[0].AtSize, Is.Null);
    }

    [Test]
    public async Task A_statement_that_uses_an_index_does_not_grow_with_its_table()
    {
        var rehearsal = await RehearseAsync("DELETE FROM likes; UPDATE users SET email = 'a' WHERE id = 1000007;", Size("users", 50_000_000));

        Assert.That(rehearsal.Statements[1].AtSize, Is.Null);
    }

    [Test]
    public async Task What_would_not_end_is_stopped_and_all_else_stands()
    {
        var sizes = new SizeEstimator(Size("orders", Many), TimeProvider.System) { Patience = TimeSpan.FromSeconds(3) };
        var rehearsal = await PostgreSqlRehearsal.RunAsync(Shop, "DO $$ BEGIN IF (SELECT count(*) FROM orders) > 1000 THEN PERFORM pg_sleep(600); END IF; END $$;", sizes);

        Assert.That((rehearsal.Statements[0].AtSize, rehearsal.Statements[0].Error), Is.EqualTo(((SizeEstimate?)null, (ObservedError?)null)));
    }

    private static SchemaStatistics Size(string table, long rows) => new(DateTimeOffset.UnixEpoch, [new TableStatistics(new ObjectName("public", table), rows, null)]);

    private static Task<MigrationRehearsal> RehearseAsync(string sql, SchemaStatistics statistics) => PostgreSqlRehearsal.RunAsync(Shop, sql, statistics);
}
