using ChangeGate.Changes;
using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Rehearsals;
using ChangeGate.Schemas;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.Tests.Decisions;

internal sealed class RehearsedAssessmentTests
{
    private const string Shop = "CREATE TABLE orders (id bigint PRIMARY KEY, note text); CREATE INDEX orders_note ON orders (note);";
    private const string Block = "DO $$ DECLARE r record; BEGIN FOR r IN SELECT indexname FROM pg_indexes WHERE tablename = 'orders' LOOP EXECUTE 'DROP INDEX ' || r.indexname; END LOOP; END $$;";

    private static readonly ObjectName Orders = new("public", "orders");

    [Test]
    public void What_an_approval_covers_does_not_hang_on_a_rehearsal()
    {
        var read = Judged.PostgreSql(Shop, "ALTER TABLE orders DROP COLUMN note;");

        Assert.That(Join(read, Seen(read) with { Lost = [new LostValues(Orders, "note", 3, 3)] }).Digest, Is.EqualTo(read.Digest));
    }

    [Test]
    public void A_loss_that_was_foreseen_is_confirmed()
    {
        var read = Judged.PostgreSql(Shop, "ALTER TABLE orders DROP COLUMN note;");
        var joined = Join(read, Seen(read) with { Lost = [new LostValues(Orders, "note", 3, 3)], Unsettled = [Orders] });

        Assert.That(joined.Findings.Single(finding => finding.Rule == "drop-column").Observed, Is.EqualTo(Observation.Confirmed));
        Assert.That(joined.Findings.Select(finding => finding.Rule), Has.None.EqualTo("unforeseen-loss"));
    }

    [Test]
    public void A_loss_that_nobody_foresaw_is_a_finding_of_its_own()
    {
        var read = Judged.PostgreSql(Shop, "ALTER TABLE orders ADD COLUMN more int;");
        var joined = Join(read, Seen(read) with { Lost = [new LostValues(Orders, null, 2, 12)], Unsettled = [Orders] });

        Assert.That(joined.Findings.Select(finding => finding.Rule), Does.Contain("unforeseen-loss"));
        Assert.That((read.Migrations[0].Destructive, joined.Migrations[0].Destructive), Is.EqualTo((false, true)));
        Assert.That(joined.Risk.Score, Is.GreaterThan(read.Risk.Score));
    }

    [Test]
    public void What_reading_had_to_leave_open_is_settled_where_nothing_hangs_on_rows()
    {
        var read = Judged.PostgreSql(Shop, Block);
        var joined = Join(read, Seen(read, new ObservedLock(Orders, "ACCESS EXCLUSIVE")) with { Kept = [Orders] });

        Assert.That(read.Findings.SelectMany(finding => finding.Hazards), Does.Contain(Hazard.Unreadable));
        Assert.That(joined.Findings.SelectMany(finding => finding.Hazards), Has.None.EqualTo(Hazard.Unreadable));
        Assert.That(joined.Findings.Select(finding => finding.Observed), Does.Contain(Observation.Refuted));
    }

    [TestCase("ACCESS SHARE", TestName = "Not_where_rows_were_read_under_a_condition")]
    [TestCase("ROW EXCLUSIVE", TestName = "Not_where_rows_were_written")]
    public void Not_where_rows_may_decide(string mode)
    {
        var read = Judged.PostgreSql(Shop, Block);
        var joined = Join(read, Seen(read, new ObservedLock(Orders, mode)) with { Kept = [Orders] });

        Assert.That(joined.Findings.SelectMany(finding => finding.Hazards), Does.Contain(Hazard.Unreadable));
    }

    [Test]
    public void Not_where_a_touched_table_was_empty()
    {
        var read = Judged.PostgreSql(Shop, Block);
        var joined = Join(read, Seen(read, new ObservedLock(Orders, "ACCESS EXCLUSIVE")) with { Kept = [new ObjectName("public", "other")], Unsettled = [Orders] });

        Assert.That(joined.Findings.SelectMany(finding => finding.Hazards), Does.Contain(Hazard.Unreadable));
    }

    [Test]
    public void Not_where_surroundings_decide()
    {
        var read = Judged.PostgreSql(Shop, "DO $$ BEGIN IF current_database() = 'shop' THEN EXECUTE 'DROP TABLE ' || quote_ident(current_user); END IF; END $$;");
        var joined = Join(read, Seen(read) with { Kept = [Orders] });

        Assert.That(joined.Findings.SelectMany(finding => finding.Hazards), Does.Contain(Hazard.Unreadable));
    }

    [Test]
    public void A_certain_loss_that_the_rows_did_not_show_stands()
    {
        var read = Judged.PostgreSql(Shop, "DELETE FROM orders WHERE note = 'x';");
        var joined = Join(read, Seen(read, new ObservedLock(Orders, "ROW EXCLUSIVE")) with { Kept = [Orders] });

        Assert.That((joined.Migrations[0].Destructive, joined.Findings.Select(finding => finding.Observed)), Is.EqualTo((true, joined.Findings.Select(_ => Observation.NotExercised))));
    }

    [Test]
    public void A_statement_that_the_engine_refuses_is_a_finding_at_its_place()
    {
        var read = Judged.PostgreSql(Shop, "SELECT 1;");
        var seen = Seen(read);
        var joined = Join(read, seen with { Statements = [seen.Statements[0] with { Error = new ObservedError("22012", "division by zero", new LinePosition(1, 8)) }] });

        Assert.That(joined.Findings.Select(finding => (finding.Rule, finding.Position)), Does.Contain(("rehearsal-failed", new LinePosition(1, 8))));
    }

    [Test]
    public void A_rehearsal_that_was_stopped_is_a_finding()
    {
        var read = Judged.PostgreSql(Shop, "SELECT 1;");

        Assert.That(Join(read, Seen(read) with { Statements = [], Stopped = "It ran for more than 60 s." }).Findings.Select(finding => finding.Message), Has.Some.Contain("It ran for more than 60 s."));
    }

    [Test]
    public void An_object_that_only_the_catalogs_show_to_be_gone_is_a_finding()
    {
        var read = Judged.PostgreSql(Shop, "DO $$ BEGIN EXECUTE (SELECT string_agg(word, ' ') FROM (VALUES ('DROP TABLE'), ('orders')) AS words (word)); END $$;");
        var joined = Join(read, Seen(read) with { Differences = [new Difference(ObjectId.Table(Orders), DifferenceKind.Dropped, [])], Unsettled = [Orders] });

        Assert.That(joined.Findings.Where(finding => finding.Rule == "unforeseen-drop").SelectMany(finding => finding.Hazards), Does.Contain(Hazard.DataLoss));
    }

    private static Assessment Join(Assessment read, MigrationRehearsal rehearsal) => RehearsedAssessment.Of(read, new RehearsalReport { Server = "PostgreSQL 18.4 (local)", Migrations = [rehearsal] });

    private static MigrationRehearsal Seen(Assessment read, params ObservedLock[] locks) => new()
    {
        Migration = read.Migrations[0].Migration,
        Statements = [.. read.Migrations[0].Script.Statements.Select(statement => new ObservedStatement { Span = statement.Span, Locks = [.. locks] })],
        Rollback = new RollbackProof { Verdict = ProofVerdict.ProvedWithData },
    };
}
