using ChangeGate.Changes;

namespace ChangeGate.Tests.Sql.Sqlite;

internal sealed class SessionTests
{
    [TestCase("PRAGMA foreign_keys = OFF", "foreign_keys", "OFF", true)]
    [TestCase("PRAGMA main.Foreign_Keys(0)", "foreign_keys", "0", true)]
    [TestCase("PRAGMA foreign_keys", "foreign_keys", null, false)]
    [TestCase("PRAGMA journal_mode = 'wal'", "journal_mode", "wal", true)]
    [TestCase("PRAGMA user_version = -1", "user_version", "-1", false)]
    [TestCase("PRAGMA temp.cache_size = 5", "temp.cache_size", "5", false)]
    public void A_pragma_says_what_it_sets(string sql, string name, string? value, bool needsAutocommit)
    {
        var pragma = SqliteScript.Only<SetPragma>(sql);

        Assert.That((pragma.Name, pragma.Value), Is.EqualTo((name, value)));
        Assert.That(SqliteScript.Read(sql)[0].NeedsAutocommit, Is.EqualTo(needsAutocommit));
    }

    [TestCase("BEGIN IMMEDIATE", TransactionAction.Begin, null)]
    [TestCase("COMMIT TRANSACTION", TransactionAction.Commit, null)]
    [TestCase("END", TransactionAction.Commit, null)]
    [TestCase("ROLLBACK", TransactionAction.Rollback, null)]
    [TestCase("ROLLBACK TRANSACTION TO SAVEPOINT a", TransactionAction.RollbackToSavepoint, "a")]
    [TestCase("SAVEPOINT 'a b'", TransactionAction.Savepoint, "a b")]
    [TestCase("RELEASE a", TransactionAction.Release, "a")]
    public void A_transaction_statement_says_what_it_does(string sql, TransactionAction action, string? savepoint) =>
        Assert.That(SqliteScript.Only<ControlTransaction>(sql) with { Span = default }, Is.EqualTo(new ControlTransaction(action, savepoint)));

    [Test]
    public void Another_file_is_seen_coming()
    {
        Assert.That(SqliteScript.Only<AttachDatabase>("ATTACH DATABASE 'it''s.db' AS other").Path, Is.EqualTo("it's.db"));
        Assert.That(SqliteScript.Only<AttachDatabase>("ATTACH 'a' || 'b' AS other").Path, Is.Null);
        Assert.That(SqliteScript.Only<AttachDatabase>("DETACH other").Attaches, Is.False);
        Assert.That(SqliteScript.Only<Maintain>("VACUUM INTO 'copy.db'").Verb, Is.EqualTo("VACUUM INTO"));
        Assert.That(SqliteScript.Read("VACUUM")[0].NeedsAutocommit);
    }
}
