using ChangeGate.Changes;
using ChangeGate.Rehearsals;
using ChangeGate.Schemas;

namespace ChangeGate.Databases.Tests.Rehearsals;

internal sealed class SqliteSizeTests
{
    private const string Shop = """
        CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE);
        CREATE TABLE orders (id INTEGER PRIMARY KEY AUTOINCREMENT, owner INTEGER NOT NULL REFERENCES users (id), note TEXT, total INTEGER NOT NULL CHECK (total >= 0), at DATETIME, size INTEGER GENERATED ALWAYS AS (length(note)) VIRTUAL);
        CREATE TABLE likes (owner TEXT, liked INTEGER, PRIMARY KEY (owner, liked)) WITHOUT ROWID;
        CREATE TABLE heard (what TEXT);
        CREATE TRIGGER hear AFTER INSERT ON orders BEGIN INSERT INTO heard SELECT raise(ABORT, 'too many') WHERE (SELECT count(*) FROM orders) > 100; END;
        """;

    private const long Many = 30_000_000;

    [Test]
    public async Task Whatever_reads_or_writes_a_whole_table_has_a_size_and_nothing_else_has()
    {
        var rehearsal = await RehearseAsync("""
            ALTER TABLE orders ADD COLUMN kind TEXT;
            CREATE INDEX orders_note ON orders (note);
            UPDATE orders SET kind = 'x';
            UPDATE orders SET kind = 'y' WHERE id = 1000007;
            ALTER TABLE orders RENAME COLUMN kind TO sort;
            ALTER TABLE orders DROP COLUMN at;
            """, Size("orders", Many));

        Assert.That(rehearsal.Statements.Select(one => one.AtSize is not null), Is.EqualTo(new[] { false, true, true, false, false, true }));
        var estimates = rehearsal.Statements.Select(one => one.AtSize).OfType<SizeEstimate>().ToList();

        Assert.That(estimates.Select(one => (one.Table.Name, one.Rows, one.Measured.Count)), Has.All.EqualTo(("orders", Many, 2)));
        Assert.That(estimates.Where(one => one.Shortest >= one.Expected || one.Expected >= one.Longest), Is.Empty);
        Assert.That(estimates.Select(one => one.WalBytes), Has.All.Null);

        // Pages that one statement of a transaction has kept for its way back are kept for those behind it as well.
        Assert.That(estimates.Take(2).Select(one => one.DiskBytes), Has.All.InRange(8 * Many, 1_000 * Many));
    }

    [TestCase("CREATE TABLE new_orders (id INTEGER PRIMARY KEY, owner INTEGER, note TEXT); INSERT INTO new_orders SELECT id, owner, note FROM orders; DROP TABLE orders; ALTER TABLE new_orders RENAME TO orders; CREATE INDEX orders_owner ON orders (owner);")]
    [TestCase("CREATE TABLE new_orders (id INTEGER PRIMARY KEY, owner INTEGER, note TEXT); INSERT INTO new_orders SELECT id, owner, note FROM orders; DROP TABLE orders; CREATE INDEX orders_owner ON new_orders (owner); ALTER TABLE new_orders RENAME TO orders;")]
    [TestCase("ALTER TABLE orders RENAME TO old; CREATE TABLE orders (id INTEGER PRIMARY KEY, owner INTEGER, note TEXT); INSERT INTO orders SELECT id, owner, note FROM old; DROP TABLE old; CREATE INDEX orders_owner ON orders (owner);")]
    public async Task A_table_that_is_rebuilt_keeps_its_size_under_every_name(string sql)
    {
        var rehearsal = await RehearseAsync("PRAGMA foreign_keys = OFF; " + sql, Size("orders", Many));
        var sized = rehearsal.Statements.Where(one => one.AtSize is not null).Select(one => sql.Substring(one.Span.Start - "PRAGMA foreign_keys = OFF; ".Length, 6)).ToList();

        // To give pages back takes next to no time.
        Assert.That(sized.Except(["DROP T"]), Is.EqualTo(new[] { "INSERT", "CREATE" }));
    }

    [Test]
    public async Task Keys_of_several_columns_and_of_text_are_made_up_as_well()
    {
        var rehearsal = await RehearseAsync("CREATE INDEX likes_liked ON likes (liked); CREATE INDEX users_email ON users (lower(email));", Size("likes", Many), Size("USERS", Many));

        Assert.That(rehearsal.Statements.Select(one => one.AtSize?.Table.Name), Is.EqualTo(new[] { "likes", "USERS" }));
    }

    [Test]
    public async Task A_database_with_a_log_has_its_size_too()
    {
        var rehearsal = await RehearseAsync("UPDATE orders SET total = 1;", "PRAGMA journal_mode = WAL;\n" + Shop, Size("orders", Many));

        Assert.That(rehearsal.Statements[0].AtSize?.WalBytes, Is.InRange(20 * Many, 1_000 * Many));
    }

    [Test]
    public async Task A_table_that_is_small_or_of_unknown_size_has_none()
    {
        Assert.That((await RehearseAsync("CREATE INDEX orders_note ON orders (note);", Size("orders", 99_999))).Statements[0].AtSize, Is.Null);
        Assert.That((await RehearseAsync("CREATE INDEX orders_note ON orders (note);", Size("order", Many))).Statements[0].AtSize, Is.Null);
    }

    private static TableStatistics Size(string table, long rows) => new(new ObjectName(null, table), rows, null);

    private static Task<MigrationRehearsal> RehearseAsync(string sql, params TableStatistics[] sizes) => RehearseAsync(sql, Shop, sizes);

    private static async Task<MigrationRehearsal> RehearseAsync(string sql, string history, params TableStatistics[] sizes) =>
        (await SqliteRehearsal.RunAsync([("0001.sql", history, null), ("0002.sql", sql, null)], new SchemaStatistics(DateTimeOffset.UnixEpoch, [.. sizes])))[1];
}
