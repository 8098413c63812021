using ChangeGate.Changes;
using ChangeGate.Schemas;

namespace ChangeGate.Tests.Schemas;

internal sealed class PostgreSqlFoldTests
{
    private const string Shop = """
        CREATE TYPE mood AS ENUM ('sad', 'happy');
        CREATE TABLE users (id serial PRIMARY KEY, email varchar(80) NOT NULL UNIQUE, feeling mood DEFAULT 'sad');
        CREATE TABLE orders (id bigserial PRIMARY KEY, user_id int REFERENCES users, total numeric CHECK (total >= 0), note text);
        CREATE INDEX orders_lower ON orders (lower(note)) WHERE total > 0;
        CREATE VIEW big AS SELECT o.id, o.total FROM orders o WHERE o.total > 100;
        CREATE VIEW bigger AS SELECT id FROM big;
        CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
        CREATE TRIGGER touched BEFORE UPDATE ON orders FOR EACH ROW EXECUTE FUNCTION touch();
        GRANT SELECT, INSERT ON orders TO app;
        """;

    [Test]
    public void A_primary_key_makes_its_columns_not_null_and_stays_so()
    {
        var schema = FoldedSchema.PostgreSql("CREATE TABLE t (a int, b int); ALTER TABLE t ADD PRIMARY KEY (a); ALTER TABLE t DROP CONSTRAINT t_pkey;");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.Column("t", "a").NotNull, Is.True);
            Assert.That(schema.Column("t", "b").NotNull, Is.False);
            Assert.That(schema.Has(ObjectKind.Index, "t_pkey"), Is.False);
        }
    }

    [Test]
    public void Dropping_a_table_leaves_nothing_that_needs_it()
    {
        var schema = FoldedSchema.PostgreSql(Shop, "DROP TABLE orders CASCADE;");

        Assert.That(schema.Snapshot.Objects.Select(value => value.Id.ToString()), Is.EquivalentTo(new[]
        {
            "public.mood", "public.users", "public.users_pkey", "public.users_email_key", "public.users_id_seq", "public.touch()",
        }));
    }

    [Test]
    public void Dropping_the_target_of_a_foreign_key_takes_the_key_and_not_the_table()
    {
        var schema = FoldedSchema.PostgreSql(Shop, "DROP TABLE users CASCADE;");

        Assert.That(schema.ConstraintsOf("orders"), Is.EquivalentTo(new[] { "orders_pkey", "orders_total_check" }));
    }

    [Test]
    public void Dropping_a_column_takes_what_uses_it()
    {
        var schema = FoldedSchema.PostgreSql(Shop, "ALTER TABLE orders DROP COLUMN total CASCADE, DROP COLUMN id CASCADE;");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.ConstraintsOf("orders"), Is.EquivalentTo(new[] { "orders_user_id_fkey" }));
            Assert.That(schema.Has(ObjectKind.Index, "orders_lower"), Is.False);
            Assert.That(schema.Has(ObjectKind.Sequence, "orders_id_seq"), Is.False);
            Assert.That(schema.Has(ObjectKind.View, "bigger"), Is.False);
            Assert.That(schema.Has(ObjectKind.Trigger, "orders", "touched"), Is.True);
        }
    }

    [Test]
    public void Renaming_a_column_is_followed_wherever_the_column_is_meant()
    {
        var schema = FoldedSchema.PostgreSql(Shop, "ALTER TABLE orders RENAME total TO amount; ALTER TABLE orders RENAME note TO \"Note\"; ALTER TABLE users RENAME id TO key;");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.Table("orders").Constraints.Single(one => one.Name == "orders_total_check").Expression, Does.Contain("amount"));
            Assert.That(schema.Index("orders_lower").Definition.Elements[0].Expression, Is.EqualTo("lower(\"Note\")"));
            Assert.That(schema.Index("orders_lower").Definition.Where, Is.EqualTo("amount > 0"));
            Assert.That(schema.Table("orders").Constraints.Single(one => one.References is not null).References!.Columns, Is.EqualTo(new[] { "key" }));
            Assert.That(schema.Find<Sequence>(ObjectKind.Sequence, "users_id_seq").OwnedBy!.Part, Is.EqualTo("key"));
        }
    }

    [Test]
    public void Renaming_a_table_is_followed_and_keeps_the_names_made_from_the_old_one()
    {
        var schema = FoldedSchema.PostgreSql(Shop, "ALTER TABLE orders RENAME TO purchases;");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.ConstraintsOf("purchases"), Does.Contain("orders_pkey"));
            Assert.That(schema.Index("orders_lower").Definition.Table.Name, Is.EqualTo("purchases"));
            Assert.That(schema.Find<Trigger>(ObjectKind.Trigger, "purchases", "touched").Definition, Does.Contain("ON purchases"));
            Assert.That(schema.Find<Privilege>(ObjectKind.Privilege, "purchases", "app on table").Privileges, Is.EqualTo(new[] { "INSERT", "SELECT" }));
            Assert.That(schema.View("big").DependsOn, Is.EqualTo(new[] { ObjectId.Table(new ObjectName("public", "purchases")) }));
        }
    }

    [Test]
    public void A_table_takes_its_indexes_sequences_and_triggers_into_another_schema()
    {
        var schema = FoldedSchema.PostgreSql(Shop, "CREATE SCHEMA shop; ALTER TABLE orders SET SCHEMA shop;");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.Has(ObjectKind.Index, "shop.orders_lower"), Is.True);
            Assert.That(schema.Has(ObjectKind.Sequence, "shop.orders_id_seq"), Is.True);
            Assert.That(schema.Has(ObjectKind.Trigger, "shop.orders", "touched"), Is.True);
            Assert.That(schema.Column("shop.orders", "id").Default, Is.EqualTo("nextval('shop.orders_id_seq'::regclass)"));
        }
    }

    [Test]
    public void An_enum_gets_its_values_where_they_were_put_and_a_default_follows_a_rename()
    {
        var schema = FoldedSchema.PostgreSql(Shop, "ALTER TYPE mood ADD VALUE 'ok' BEFORE 'happy'; ALTER TYPE mood ADD VALUE 'great'; ALTER TYPE mood RENAME VALUE 'sad' TO 'blue';");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.Find<UserType>(ObjectKind.Type, "mood").Labels, Is.EqualTo(new[] { "blue", "ok", "happy", "great" }));
            Assert.That(schema.Column("users", "feeling").Default, Is.EqualTo("'blue'"));
        }
    }

    [Test]
    public void Replacing_an_enum_by_another_ends_with_the_new_one_under_the_old_name()
    {
        var schema = FoldedSchema.PostgreSql(Shop, """
            CREATE TYPE mood_new AS ENUM ('fine');
            ALTER TABLE users ALTER feeling DROP DEFAULT, ALTER feeling TYPE mood_new USING 'fine';
            ALTER TYPE mood RENAME TO mood_old;
            ALTER TYPE mood_new RENAME TO mood;
            DROP TYPE mood_old;
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.Column("users", "feeling").Type, Is.EqualTo(new DataType("public", "mood", [])));
            Assert.That(schema.Find<UserType>(ObjectKind.Type, "mood").Labels, Is.EqualTo(new[] { "fine" }));
        }
    }

    [Test]
    public void The_search_path_says_where_a_name_is_and_ends_with_its_transaction()
    {
        var schema = FoldedSchema.PostgreSql("""
            CREATE SCHEMA a;
            BEGIN;
            SET LOCAL search_path = a, public;
            CREATE TABLE t (id int);
            COMMIT;
            CREATE TABLE t (id int);
            SET search_path TO 'a';
            ALTER TABLE t ADD x int;
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.Table("a.t").Columns, Has.Count.EqualTo(2));
            Assert.That(schema.Table("t").Columns, Has.Count.EqualTo(1));
        }
    }

    [Test]
    public void Partitions_have_the_columns_keys_and_indexes_of_the_whole()
    {
        var schema = FoldedSchema.PostgreSql("""
            CREATE TABLE m (id int PRIMARY KEY, made date, CHECK (id > 0)) PARTITION BY RANGE (id);
            CREATE TABLE m1 PARTITION OF m FOR VALUES FROM (1) TO (10);
            CREATE INDEX m_made ON m (made);
            ALTER TABLE m ADD COLUMN note text;
            CREATE TABLE m2 PARTITION OF m FOR VALUES FROM (10) TO (20);
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.Table("m1").Columns.Select(column => column.Name), Is.EqualTo(new[] { "id", "made", "note" }));
            Assert.That(schema.ConstraintsOf("m2"), Is.EquivalentTo(new[] { "m2_pkey", "m_id_check" }));
            Assert.That(schema.Has(ObjectKind.Index, "m1_made_idx") && schema.Has(ObjectKind.Index, "m2_made_idx"), Is.True);
            Assert.That(schema.Then("DROP TABLE m;").Snapshot.Count, Is.Zero);
        }
    }

    [Test]
    public void A_circle_of_inheritance_ends() =>
        Assert.That(
            () => FoldedSchema.PostgreSql("CREATE TABLE a (x int); CREATE TABLE b () INHERITS (a); ALTER TABLE a INHERIT b; ALTER TABLE a ADD y int; ALTER TABLE a ADD CHECK (y > 0); DROP TABLE a;"),
            Throws.Nothing);

    [Test]
    public void Granting_all_and_taking_one_leaves_the_others()
    {
        var schema = FoldedSchema.PostgreSql("CREATE TABLE t (id int); GRANT ALL ON t TO app, web; REVOKE DELETE ON t FROM app; REVOKE ALL ON t FROM web;");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.Find<Privilege>(ObjectKind.Privilege, "t", "app on table").Privileges, Does.Not.Contain("DELETE").And.Contain("UPDATE"));
            Assert.That(schema.Has(ObjectKind.Privilege, "t", "web on table"), Is.False);
        }
    }

    [TestCase("DO $$ BEGIN EXECUTE 'drop table ' || name; END $$;")]
    [TestCase("DO $$ BEGIN IF now() > '2020-01-01' THEN DROP TABLE users; END IF; END $$;")]
    public void What_only_the_server_can_know_makes_the_schema_incomplete(string script) =>
        Assert.That(FoldedSchema.PostgreSql(Shop).Then(script).State.IsComplete, Is.False);

    [Test]
    public void What_was_read_whole_is_complete() => Assert.That(FoldedSchema.PostgreSql(Shop).State.IsComplete, Is.True);
}
