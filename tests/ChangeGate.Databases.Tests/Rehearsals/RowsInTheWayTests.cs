using ChangeGate.Rehearsals;

namespace ChangeGate.Databases.Tests.Rehearsals;

internal sealed class RowsInTheWayTests
{
    private const string NotWhile = "DO $$ BEGIN IF EXISTS (SELECT FROM orders) THEN RAISE EXCEPTION 'not while there are orders'; END IF; END $$;";

    private const string Shop = "CREATE TABLE orders (id bigint PRIMARY KEY, kind text NOT NULL); CREATE TABLE notes (id bigint PRIMARY KEY, said text);";

    [Test]
    public async Task Tables_in_the_way_are_left_empty_and_the_rows_of_all_others_are_proved_to_come_back()
    {
        var rollback = (await PostgreSqlRehearsal.RunAsync(Shop, $"{NotWhile} ALTER TABLE notes DROP COLUMN said;")).Rollback;

        Assert.That((rollback.Verdict, rollback.RowsEqual, rollback.Rows > 0), Is.EqualTo((ProofVerdict.ProvedWithData, true, true)), rollback.Because);
        Assert.That(rollback.Because, Does.Contain("With plainer rows, and none in `public.orders`, it runs."));
    }

    [TestCase("ALTER TABLE orders DROP COLUMN kind;")]
    [TestCase("ALTER TABLE orders ALTER COLUMN kind TYPE varchar(200);")]
    [TestCase("UPDATE orders SET kind = 'old';")]
    [TestCase("DELETE FROM orders;")]
    public async Task Nothing_is_proved_of_rows_that_were_not_there_and_that_the_migration_works_on(string sql)
    {
        var rollback = (await PostgreSqlRehearsal.RunAsync(Shop, $"{NotWhile} {sql}")).Rollback;

        Assert.That((rollback.Verdict, rollback.SchemaEqual, rollback.RowsEqual), Is.EqualTo((ProofVerdict.ProvedSchema, true, false)), rollback.Because);
        Assert.That(rollback.Because, Does.Contain("That rows of `public.orders` come back is not proved."));
    }

    [Test]
    public async Task A_text_that_becomes_an_enumeration_holds_its_default()
    {
        var rehearsal = await PostgreSqlRehearsal.RunAsync(
            "CREATE TABLE site (id bigint PRIMARY KEY, kind text NOT NULL DEFAULT 'Local');",
            "CREATE TYPE kind AS ENUM ('All', 'Local'); ALTER TABLE site ALTER COLUMN kind DROP DEFAULT, ALTER COLUMN kind TYPE kind USING kind::kind, ALTER COLUMN kind SET DEFAULT 'Local';");

        Assert.That((rehearsal.Rollback.Verdict, rehearsal.Rollback.RowsEqual), Is.EqualTo((ProofVerdict.ProvedWithData, true)), rehearsal.Rollback.Because);
        Assert.That(rehearsal.Rollback.Because, Does.Contain("With plainer rows that hold defaults it runs."));
    }

    [Test]
    public async Task Pairs_that_a_migration_adds_are_not_there_yet()
    {
        var rollback = (await PostgreSqlRehearsal.RunAsync(
            "CREATE TABLE house (id int PRIMARY KEY); CREATE TABLE person (id int PRIMARY KEY, house_id int NOT NULL REFERENCES house); CREATE TABLE visit (person_id int REFERENCES person, house_id int REFERENCES house, PRIMARY KEY (person_id, house_id));",
            "INSERT INTO visit (person_id, house_id) SELECT id, house_id FROM person;")).Rollback;

        Assert.That((rollback.Verdict, rollback.RowsEqual), Is.EqualTo((ProofVerdict.ProvedWithData, true)), rollback.Because);
        Assert.That(rollback.Because, Does.Not.Contain("none in"));
    }

    [Test]
    public async Task A_row_that_the_engine_refuses_is_tried_again_with_ordinary_values_so_that_others_can_refer_to_it()
    {
        var rehearsal = await PostgreSqlRehearsal.RunAsync(
            """
            CREATE TABLE post (id int PRIMARY KEY, at timestamptz NOT NULL);
            CREATE INDEX post_age ON post ((extract(epoch FROM at AT TIME ZONE 'UTC')::bigint));
            CREATE TABLE comment (id int PRIMARY KEY, post_id int NOT NULL REFERENCES post);
            """,
            "DROP TABLE comment, post;");

        Assert.That((rehearsal.Rollback.Verdict, rehearsal.Rollback.Rows), Is.EqualTo((ProofVerdict.ProvedWithData, 24L)), rehearsal.Rollback.Because);
    }

    [Test]
    public async Task The_moment_at_which_a_view_was_made_does_not_count_when_it_is_made_again()
    {
        var rollback = (await PostgreSqlRehearsal.RunAsync("CREATE TABLE orders (id bigint PRIMARY KEY, at timestamp);", "CREATE VIEW ages AS SELECT id, 'now'::timestamp - at AS age FROM orders; ALTER TABLE orders ADD COLUMN seen timestamp DEFAULT 'now';")).Rollback;

        Assert.That(rollback.Verdict, Is.EqualTo(ProofVerdict.ProvedWithData), rollback.Because);
    }

    [Test]
    public async Task A_way_back_of_the_team_that_only_values_at_the_edge_of_their_types_stop_is_proved_over_plainer_rows()
    {
        var rehearsal = await PostgreSqlRehearsal.WithDownAsync(
            "CREATE TABLE orders (id bigint PRIMARY KEY, at timestamptz NOT NULL);",
            "DO $$ BEGIN EXECUTE convert_from(decode('414c544552205441424c45206f72646572732041444420434f4c554d4e206b696e642074657874', 'hex'), 'UTF8'); END $$;",
            "ALTER TABLE orders DROP COLUMN kind; SELECT extract(epoch FROM at)::bigint FROM orders;");

        Assert.That((rehearsal.Rollback.Verdict, rehearsal.Rollback.SchemaEqual), Is.Not.EqualTo((ProofVerdict.Fails, false)), rehearsal.Rollback.Because);
        Assert.That(rehearsal.Rollback.Because, Does.Contain("With plainer rows it runs."));
    }

    [TestCase("jsonb")]
    [TestCase("integer")]
    [TestCase("uuid")]
    [TestCase("boolean")]
    [TestCase("timestamptz")]
    [TestCase("kind")]
    public async Task Texts_that_become_another_type_are_written_so_that_it_can_read_them(string type)
    {
        var rehearsal = await PostgreSqlRehearsal.RunAsync(Shop, $"CREATE TYPE kind AS ENUM ('All', 'Local'); ALTER TABLE orders ALTER COLUMN kind TYPE {type} USING kind::{type};");

        Assert.That((rehearsal.Rollback.Verdict, rehearsal.Rollback.RowsEqual, rehearsal.Rollback.Rows), Is.EqualTo((ProofVerdict.ProvedWithData, true, 24L)), rehearsal.Rollback.Because);
        Assert.That(rehearsal.Rollback.Because, Does.Contain("With plainer rows whose texts other types can read it runs."));
    }
}
