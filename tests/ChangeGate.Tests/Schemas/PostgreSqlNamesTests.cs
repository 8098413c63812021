using ChangeGate.Changes;

namespace ChangeGate.Tests.Schemas;

/// <summary>The names that PostgreSQL gives where a statement gives none. Each was read from a server.</summary>
internal sealed class PostgreSqlNamesTests
{
    private static readonly string Long = new('a', 40);

    [Test]
    public void Constraints_are_named_after_their_table_and_columns()
    {
        var schema = FoldedSchema.PostgreSql("""
            CREATE TABLE users (id int PRIMARY KEY);
            CREATE TABLE t (
                id int PRIMARY KEY, a int UNIQUE, b int CHECK (b > 0), c int REFERENCES users, d int,
                UNIQUE (a, b), CHECK (c > d), FOREIGN KEY (c) REFERENCES users (id), CHECK (true));
            """);

        Assert.That(schema.ConstraintsOf("t"), Is.EquivalentTo(new[]
        {
            "t_pkey", "t_a_key", "t_a_b_key", "t_b_check", "t_check", "t_check1", "t_c_fkey", "t_c_fkey1",
        }));
    }

    [Test]
    public void A_taken_name_gets_a_number()
    {
        var schema = FoldedSchema.PostgreSql("""
            CREATE TABLE t (a int, b int CONSTRAINT t_a_check CHECK (b > 0));
            CREATE TABLE t_a_idx (a int);
            ALTER TABLE t ADD CHECK (a > 0), ADD CHECK (a > 1);
            CREATE INDEX ON t (a);
            CREATE INDEX ON t (a);
            """);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.ConstraintsOf("t"), Is.EquivalentTo(new[] { "t_a_check", "t_a_check1", "t_a_check2" }));
            Assert.That(schema.Has(ObjectKind.Index, "t_a_idx1") && schema.Has(ObjectKind.Index, "t_a_idx2"), Is.True);
        }
    }

    [TestCase("(a, b)", "t_a_b_idx")]
    [TestCase("(a) INCLUDE (b)", "t_a_b_idx")]
    [TestCase("(lower(c))", "t_lower_idx")]
    [TestCase("((a + b))", "t_expr_idx")]
    [TestCase("((a + b), (a - b), a)", "t_expr_expr1_a_idx")]
    [TestCase("((c::date))", "t_c_idx")]
    [TestCase("((coalesce(a, b)))", "t_coalesce_idx")]
    [TestCase("((CASE WHEN a > 0 THEN 1 END))", "t_case_idx")]
    [TestCase("(pg_catalog.lower(c) COLLATE \"C\")", "t_lower_idx")]
    public void An_index_is_named_after_its_columns(string keys, string name)
    {
        var schema = FoldedSchema.PostgreSql("CREATE TABLE t (a int, b int, c text);", $"CREATE INDEX ON t {keys};");

        Assert.That(schema.Has(ObjectKind.Index, name), Is.True, string.Join(", ", schema.Snapshot.Objects.Select(value => value.Id)));
    }

    [Test]
    public void The_longer_part_of_a_name_is_shortened_to_sixty_three_bytes()
    {
        var schema = FoldedSchema.PostgreSql($"CREATE TABLE {Long} ({Long}_b int UNIQUE, é{Long} int UNIQUE, id serial PRIMARY KEY);");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.ConstraintsOf(Long), Does.Contain($"{new string('a', 29)}_{new string('a', 29)}_key"));
            Assert.That(schema.ConstraintsOf(Long), Does.Contain($"{new string('a', 29)}_é{new string('a', 27)}_key"));
            Assert.That(schema.ConstraintsOf(Long), Does.Contain($"{Long}_pkey"));
        }
    }

    [Test]
    public void A_unique_constraint_on_the_key_itself_is_the_key()
    {
        var schema = FoldedSchema.PostgreSql("CREATE TABLE t (id int PRIMARY KEY UNIQUE, a int UNIQUE, UNIQUE (a));");

        Assert.That(schema.ConstraintsOf("t"), Is.EquivalentTo(new[] { "t_pkey", "t_a_key" }));
    }

    [Test]
    public void Sequences_of_serial_and_identity_columns_are_named_after_them()
    {
        var schema = FoldedSchema.PostgreSql("CREATE SEQUENCE t_id_seq; CREATE TABLE t (id serial, n bigint GENERATED ALWAYS AS IDENTITY);");

        using (Assert.EnterMultipleScope())
        {
            Assert.That(schema.Column("t", "id").Default, Is.EqualTo("nextval('t_id_seq1'::regclass)"));
            Assert.That(schema.Find<ChangeGate.Schemas.Sequence>(ObjectKind.Sequence, "t_id_seq1").OwnedBy, Is.EqualTo(ObjectId.Column(new ObjectName("public", "t"), "id")));
            Assert.That(schema.Find<ChangeGate.Schemas.Sequence>(ObjectKind.Sequence, "t_n_seq").OfIdentity, Is.True);
        }
    }
}
