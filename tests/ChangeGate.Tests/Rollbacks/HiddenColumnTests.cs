using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.Text;

namespace ChangeGate.Tests.Rollbacks;

internal sealed class HiddenColumnTests
{
    private const string Before = "CREATE TABLE told (id int PRIMARY KEY); CREATE TABLE made AS SELECT * FROM elsewhere(); ALTER TABLE made ADD COLUMN told int REFERENCES told ON DELETE CASCADE;";

    [Test]
    public void What_a_column_was_is_not_guessed() =>
        Assert.That(Synthesize("ALTER TABLE made ALTER COLUMN note SET NOT NULL;").Reversibility, Is.EqualTo(Reversibility.No));

    [Test]
    public void A_column_that_was_added_since_is_known() =>
        Assert.That(Synthesize("ALTER TABLE made ALTER COLUMN told SET NOT NULL;").Reversibility, Is.EqualTo(Reversibility.WithData));

    [Test]
    public void Rows_of_unknown_columns_that_go_along_are_given_up_and_not_written_wrongly()
    {
        var rollback = Synthesize("DELETE FROM told;");

        Assert.That(rollback.Reversibility, Is.EqualTo(Reversibility.SchemaOnly));
        Assert.That(rollback.Reverse.Where(sql => sql.Contains("made", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void What_is_written_to_a_catalog_by_hand_costs_its_own_way_back_and_no_other()
    {
        var rollback = Synthesize("UPDATE pg_index SET indisready = false; ALTER TABLE told ADD COLUMN extra text;");

        Assert.That((rollback.Reversibility, rollback.Reverse.Count), Is.EqualTo((Reversibility.SchemaOnly, 1)));
    }

    private static Rollback Synthesize(string sql)
    {
        var dialect = SqlDialects.For(Dialect.PostgreSql);
        var migration = new Migration { Path = "0002.sql", Digest = Digest.Of(sql), Text = new SourceText("0002.sql", sql) };

        return new RollbackSynthesizer(dialect).Synthesize(migration, dialect.Read(migration.Text), SchemaState.Start(dialect).Apply(dialect.Read(new SourceText("0001.sql", Before))));
    }
}
