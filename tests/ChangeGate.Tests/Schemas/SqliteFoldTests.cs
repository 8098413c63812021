using ChangeGate.Changes;

namespace ChangeGate.Tests.Schemas;

internal sealed class SqliteFoldTests
{
    private const string Shop = """
        CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, nick TEXT);
        CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users(id), total NUMERIC CHECK (total >= 0));
        CREATE INDEX orders_user ON orders (user_id) WHERE total > 0;
        CREATE VIEW big AS SELECT id, total FROM orders WHERE total > 100;
        CREATE TRIGGER touch AFTER UPDATE ON orders BEGIN UPDATE users SET nick = 'x' WHERE id = new.user_id; END;
        """;

    [Test]
    public void Names_are_found_without_regard_to_case()
    {
        var schema = FoldedSchema.Sqlite(Shop, "ALTER TABLE ORDERS ADD COLUMN Note TEXT");

        Assert.That(schema.Column("Orders", "note").Type, Is.EqualTo(DataType.Simple("TEXT")));
    }

    [Test]
    public void Renaming_a_table_is_followed_in_keys_indexes_views_and_triggers()
    {
        var schema = FoldedSchema.Sqlite(Shop, "ALTER TABLE users RENAME TO people; ALTER TABLE orders RENAME TO purchases;");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.Table("purchases").Constraints.Single(one => one.References is not null).References!.Table.Name, Is.EqualTo("people"));
            Assert.That(schema.Index("orders_user").Definition.Table.Name, Is.EqualTo("purchases"));
            Assert.That(schema.View("big").Query, Does.Contain("FROM purchases"));
            Assert.That(schema.Find<ChangeGate.Schemas.Trigger>(ObjectKind.Trigger, "purchases", "touch").Definition, Does.Contain("ON purchases BEGIN UPDATE people"));
            Assert.That(schema.Has(ObjectKind.Table, "users"), Is.False);
        }
    }

    [Test]
    public void Renaming_a_column_is_followed_in_keys_indexes_checks_views_and_triggers()
    {
        var schema = FoldedSchema.Sqlite(Shop, "ALTER TABLE orders RENAME COLUMN total TO amount; ALTER TABLE users RENAME id TO key;");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.Index("orders_user").Definition.Where, Is.EqualTo("amount > 0"));
            Assert.That(schema.Table("orders").Constraints.Single(one => one.Kind == ConstraintKind.Check).Expression, Does.Contain("amount >= 0"));
            Assert.That(schema.View("big").Query, Does.Contain("WHERE amount > 100"));
            Assert.That(schema.Table("orders").Constraints.Single(one => one.References is not null).References!.Columns, Is.EqualTo(new[] { "key" }));
        }
    }

    [Test]
    public void A_rebuild_ends_with_the_new_table_under_the_old_name()
    {
        var schema = FoldedSchema.Sqlite(Shop, """
            PRAGMA foreign_keys = OFF;
            BEGIN;
            CREATE TABLE users_new (id INTEGER PRIMARY KEY, email TEXT NOT NULL);
            INSERT INTO users_new SELECT id, email FROM users;
            DROP TABLE users;
            ALTER TABLE users_new RENAME TO users;
            COMMIT;
            PRAGMA foreign_keys = ON;
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.Table("users").Columns.Select(column => column.Name), Is.EqualTo(new[] { "id", "email" }));
            Assert.That(schema.Table("orders").Constraints.Single(one => one.References is not null).References!.Table.Name, Is.EqualTo("users"));
            Assert.That(schema.Has(ObjectKind.Table, "users_new"), Is.False);
            Assert.That(schema.State.InTransaction, Is.False);
        }
    }

    [Test]
    public void Dropping_a_table_takes_its_indexes_and_triggers_and_leaves_the_rest_dangling()
    {
        var schema = FoldedSchema.Sqlite(Shop, "DROP TABLE orders");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.Has(ObjectKind.Index, "orders_user"), Is.False);
            Assert.That(schema.Has(ObjectKind.Trigger, "orders", "touch"), Is.False);
            Assert.That(schema.Has(ObjectKind.View, "big"), Is.True);
        }
    }

    [Test]
    public void A_trigger_is_dropped_without_naming_its_table()
    {
        var schema = FoldedSchema.Sqlite(Shop, "DROP TRIGGER TOUCH");

        Assert.That(schema.Has(ObjectKind.Trigger, "orders", "touch"), Is.False);
    }

    [Test]
    public void A_copy_of_a_table_has_its_columns_by_affinity_alone()
    {
        var schema = FoldedSchema.Sqlite("CREATE TABLE a (id INTEGER PRIMARY KEY, name VARCHAR(20) NOT NULL, made DATETIME)", "CREATE TABLE b AS SELECT * FROM a");

        Assert.That(schema.Table("b").Columns.Select(column => $"{column.Name} {column.Type}"), Is.EqualTo(new[] { "id INT", "name TEXT", "made NUM" }));
    }

    [Test]
    public void A_copy_by_a_real_query_has_columns_that_are_not_known()
    {
        var schema = FoldedSchema.Sqlite("CREATE TABLE a (id INTEGER)", "CREATE TABLE b AS SELECT id, count(*) FROM a GROUP BY id");

        Assert.That(schema.Table("b").ColumnsKnown, Is.False);
    }

    [Test]
    public void What_is_rolled_back_was_never_there()
    {
        var schema = FoldedSchema.Sqlite("""
            CREATE TABLE a (id INTEGER);
            BEGIN;
            CREATE TABLE b (id INTEGER);
            SAVEPOINT s;
            CREATE TABLE c (id INTEGER);
            ROLLBACK TO s;
            RELEASE s;
            COMMIT;
            BEGIN;
            DROP TABLE a;
            ROLLBACK;
            """);

        Assert.That(schema.Snapshot.Tables.Select(table => table.Id.Name.Name), Is.EquivalentTo(new[] { "a", "b" }));
    }

    [Test]
    public void A_temporary_table_is_found_first_and_ends_with_its_script()
    {
        var schema = FoldedSchema.Sqlite("CREATE TABLE a (id INTEGER)", "CREATE TEMP TABLE a (other INTEGER); ALTER TABLE a ADD COLUMN more TEXT;");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.Table("a").Columns, Has.Count.EqualTo(1));
            Assert.That(schema.Snapshot.Count, Is.EqualTo(1));
        }
    }
}
