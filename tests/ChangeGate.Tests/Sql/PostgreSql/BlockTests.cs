using ChangeGate.Changes;

namespace ChangeGate.Tests.Sql.PostgreSql;

internal sealed class BlockTests
{
    [Test]
    public void A_static_statement_of_a_block_is_a_change_at_its_own_place()
    {
        const string Sql = "DO $$ BEGIN DROP TABLE a; END $$";
        var change = PostgreSqlScript.Read(Sql)[0].Changes[1];

        Assert.That(change, Is.EqualTo(new DropTable(new ObjectName(null, "a")) { Span = new(12, 12) }));
    }

    [TestCase("IF x > 1 THEN DROP TABLE a; END IF;")]
    [TestCase("IF x THEN NULL; ELSE DROP TABLE a; END IF;")]
    [TestCase("CASE x WHEN 1 THEN DROP TABLE a; END CASE;")]
    [TestCase("FOR i IN 1..3 LOOP DROP TABLE a; END LOOP;")]
    [TestCase("WHILE x LOOP DROP TABLE a; END LOOP;")]
    [TestCase("BEGIN NULL; EXCEPTION WHEN others THEN DROP TABLE a; END;")]
    public void What_stands_under_a_condition_is_uncertain(string body) =>
        Assert.That(Changes(body).OfType<DropTable>().Single().Certain, Is.False);

    [TestCase("DROP TABLE a;")]
    [TestCase("BEGIN DROP TABLE a; END;")]
    [TestCase("IF true THEN DROP TABLE a; END IF;")]
    [TestCase("EXECUTE 'DROP TABLE a';")]
    [TestCase("EXECUTE 'DROP ' || 'TABLE ' || quote_ident('a');")]
    [TestCase("EXECUTE format('DROP TABLE %I', 'a');")]
    [TestCase("DO $q$ BEGIN DROP TABLE a; END $q$;")]
    [TestCase("<<outer>> BEGIN RAISE NOTICE 'x;y'; DROP TABLE a; END outer;")]
    public void What_is_certain_to_run_is_certain(string body)
    {
        var changes = Changes(body);

        Assert.That(changes.OfType<DropTable>().Single(), Is.EqualTo(new DropTable(new ObjectName(null, "a"))));
        Assert.That(changes[0], Is.EqualTo(new RunBlock("plpgsql", false)));
    }

    [Test]
    public void A_variable_that_holds_constant_text_is_known() =>
        Assert.That(
            PostgreSqlScript.ChangesOf("DO $$ DECLARE q text := 'DROP TABLE a'; BEGIN EXECUTE q; END $$"),
            Has.Some.EqualTo(new DropTable(new ObjectName(null, "a"))));

    [TestCase("EXECUTE 'DROP TABLE ' || name;", "'DROP TABLE ' || name")]
    [TestCase("FOR r IN SELECT * FROM pg_tables LOOP EXECUTE format('DROP TABLE %I', r.tablename); END LOOP;", "format('DROP TABLE %I', r.tablename)")]
    public void Text_that_is_not_constant_makes_a_block_opaque(string body, string expression)
    {
        var changes = Changes(body);

        Assert.That(changes[0], Is.EqualTo(new RunBlock("plpgsql", true)));
        Assert.That(changes.OfType<RunDynamicSql>().Single().Expression, Is.EqualTo(expression));
    }

    [Test]
    public void A_statement_that_cannot_be_read_spoils_nothing_else()
    {
        var changes = Changes("FROBNICATE x; DROP TABLE a;");

        Assert.That(changes[0], Is.EqualTo(new RunBlock("plpgsql", true)));
        Assert.That(changes.OfType<Unclassified>().Count(), Is.EqualTo(1));
        Assert.That(changes.OfType<DropTable>().Count(), Is.EqualTo(1));
    }

    [Test]
    public void Variables_of_INTO_are_no_tables() =>
        Assert.That(
            Changes("SELECT count(*) INTO STRICT n FROM t; INSERT INTO u (a) VALUES (1) RETURNING id INTO r.id, n; x := 1; r.y = 2;").Select(change => change.Kind),
            Is.EqualTo(new[] { "run-block", "read-rows", "insert-rows" }));

    [Test]
    public void Another_language_is_opaque() =>
        Assert.That(PostgreSqlScript.ChangesOf("DO LANGUAGE plpython3u $$ x $$"), Is.EqualTo(new Change[] { new RunBlock("plpython3u", true) }));

    [Test]
    public void Blocks_in_blocks_end_somewhere()
    {
        var sql = string.Concat(Enumerable.Range(0, 2000).Select(index => $"DO $a{index}$ BEGIN "));

        Assert.That(PostgreSqlScript.Read(sql), Is.Not.Empty);
    }

    private static Change[] Changes(string body) => PostgreSqlScript.ChangesOf($"DO $$ DECLARE x int; BEGIN {body} END $$;");
}
