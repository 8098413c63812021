using ChangeGate.Changes;

namespace ChangeGate.Tests.Sql.Sqlite;

internal sealed class TableTests
{
    [Test]
    public void A_column_keeps_its_declared_type_in_upper_case()
    {
        var table = SqliteScript.Only<CreateTable>("create table t (a varchar(20), b unsigned  big int, c numeric(10, 2), d)");

        Assert.That(table.Columns.Select(column => column.Type.ToString()), Is.EqualTo(new[] { "VARCHAR(20)", "UNSIGNED BIG INT", "NUMERIC(10,2)", "" }));
    }

    [Test]
    public void Constraints_of_columns_stand_beside_those_of_the_table()
    {
        var table = SqliteScript.Only<CreateTable>("""
            CREATE TABLE main.order_items (
                id INTEGER CONSTRAINT pk PRIMARY KEY AUTOINCREMENT,
                order_id INTEGER NOT NULL REFERENCES orders (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
                quantity INTEGER NOT NULL DEFAULT (1 + 1) CHECK (quantity > 0),
                total REAL GENERATED ALWAYS AS (quantity * 2) STORED,
                note TEXT DEFAULT 'none' COLLATE NOCASE,
                CONSTRAINT once UNIQUE (order_id, note COLLATE NOCASE) ON CONFLICT REPLACE
                FOREIGN KEY (note) REFERENCES notes
            ) STRICT, WITHOUT ROWID
            """);

        Assert.That(table.Table, Is.EqualTo(new ObjectName(null, "order_items")));
        Assert.That(table.Options, Is.EqualTo(new[] { "STRICT", "WITHOUT ROWID" }));
        Assert.That(table.Columns[0].AutoIncrement);
        Assert.That(table.Columns[1].NotNull);
        Assert.That(table.Columns[2].Default, Is.EqualTo("(1 + 1)"));
        Assert.That(table.Columns[3].Generated, Is.EqualTo(GeneratedKind.Stored));
        Assert.That(table.Columns[3].GenerationExpression, Is.EqualTo("quantity * 2"));
        Assert.That(table.Columns[4].Collation, Is.EqualTo("NOCASE"));
        Assert.That(table.Constraints.Select(constraint => constraint.Kind), Is.EqualTo(new[]
        {
            ConstraintKind.PrimaryKey, ConstraintKind.ForeignKey, ConstraintKind.Check, ConstraintKind.Unique, ConstraintKind.ForeignKey,
        }));
        Assert.That(table.Constraints[0].Name, Is.EqualTo("pk"));
        Assert.That(table.Constraints[1].References!.OnDelete, Is.EqualTo(ReferentialAction.Cascade));
        Assert.That(table.Constraints[1].InitiallyDeferred);
        Assert.That(table.Constraints[2].Expression, Is.EqualTo("quantity > 0"));
        Assert.That(table.Constraints[3].OnConflict, Is.EqualTo("REPLACE"));
        Assert.That(table.Constraints[3].Expression, Is.EqualTo("order_id, note COLLATE NOCASE"));
    }

    [Test]
    public void A_virtual_table_is_a_table_with_a_module()
    {
        var table = SqliteScript.Only<CreateTable>("CREATE VIRTUAL TABLE docs USING FTS5 (title, body, tokenize = 'porter (x)', prefix='2,3')");

        Assert.That(table.Module, Is.EqualTo("fts5"));
        Assert.That(table.Options, Is.EqualTo(new[] { "title", "body", "tokenize = 'porter (x)'", "prefix='2,3'" }));
    }

    [TestCase("ALTER TABLE a RENAME TO b", "rename-table")]
    [TestCase("ALTER TABLE a RENAME COLUMN b TO c", "rename-column")]
    [TestCase("ALTER TABLE a RENAME b TO c", "rename-column")]
    [TestCase("ALTER TABLE a ADD b TEXT", "add-column")]
    [TestCase("ALTER TABLE a ADD COLUMN b TEXT NOT NULL DEFAULT ''", "add-column")]
    [TestCase("ALTER TABLE a DROP COLUMN b", "drop-column")]
    [TestCase("ALTER TABLE a DROP b", "drop-column")]
    [TestCase("ALTER TABLE a DROP column", "unclassified")]
    [TestCase("ALTER TABLE a DROP column column", "drop-column")]
    [TestCase("ALTER TABLE a ADD CONSTRAINT c CHECK (b > 0)", "add-constraint")]
    [TestCase("ALTER TABLE a DROP CONSTRAINT c", "drop-constraint")]
    [TestCase("ALTER TABLE a ALTER COLUMN b SET NOT NULL", "set-not-null")]
    [TestCase("ALTER TABLE a ALTER b DROP NOT NULL", "drop-not-null")]
    [TestCase("ALTER TABLE a ALTER COLUMN b TYPE TEXT", "unclassified")]
    [TestCase("DROP TABLE IF EXISTS a", "drop-table")]
    [TestCase("DROP VIEW a", "drop-view")]
    [TestCase("DROP INDEX a", "drop-index")]
    [TestCase("DROP TRIGGER a", "drop-trigger")]
    [TestCase("DROP TABLE a, b", "unclassified")]
    [TestCase("DROP TABLE a CASCADE", "unclassified")]
    public void Each_alteration_is_its_own_change(string sql, string kind) =>
        Assert.That(SqliteScript.Only<Change>(sql).Kind, Is.EqualTo(kind));

    [Test]
    public void An_alteration_is_marked_at_its_clause()
    {
        const string sql = "ALTER TABLE orders DROP COLUMN total; -- gone";

        var change = SqliteScript.Only<DropColumn>(sql);

        Assert.That(sql.Substring(change.Span.Start, change.Span.Length), Is.EqualTo("DROP COLUMN total"));
    }

    [Test]
    public void A_temporary_table_hides_nothing_from_a_view_or_a_trigger()
    {
        var changes = SqliteScript.ChangesOf("""
            CREATE TEMP TABLE a (id);
            CREATE VIEW v AS SELECT * FROM a;
            CREATE TEMP VIEW w AS SELECT * FROM a;
            CREATE TRIGGER t AFTER INSERT ON b BEGIN DELETE FROM a; END;
            """);

        Assert.That(((CreateView)changes[1]).Reads.Single(), Is.EqualTo(new ObjectName(null, "a")));
        Assert.That(((CreateView)changes[2]).Reads.Single(), Is.EqualTo(new ObjectName("temp", "a")));
        Assert.That(((CreateTrigger)changes[3]).Body[0].Subject, Is.EqualTo(ObjectId.Table(new ObjectName(null, "a"))));
    }

    [Test]
    public void A_temporary_table_hides_the_table_of_the_same_name()
    {
        var changes = SqliteScript.ChangesOf("CREATE TEMP TABLE a (id); DROP TABLE main.a; DELETE FROM A WHERE id = 1; DROP TABLE a; DROP TABLE a");

        Assert.That(changes.Select(change => change.Subject?.ToString()), Is.EqualTo(new[] { "temp.a", "a", "temp.A", "temp.a", "a" }));
    }
}
