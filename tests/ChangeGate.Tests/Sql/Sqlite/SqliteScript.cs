using ChangeGate.Changes;
using ChangeGate.Sql;
using ChangeGate.Text;

namespace ChangeGate.Tests.Sql.Sqlite;

/// <summary>SQL as the tests of this folder read it.</summary>
internal static class SqliteScript
{
    public static ISqlDialect Dialect { get; } = SqlDialects.For(ChangeGate.Changes.Dialect.Sqlite);

    public static EquatableList<Statement> Read(string sql) => Dialect.Read(new SourceText("test.sql", sql)).Statements;

    public static Change[] ChangesOf(string sql) => [.. Read(sql).SelectMany(statement => statement.Changes)];

    /// <summary>The only change that the text makes.</summary>
    public static T Only<T>(string sql)
        where T : Change
    {
        var changes = ChangesOf(sql);
        Assert.That(changes, Has.Length.EqualTo(1), sql);
        Assert.That(changes[0], Is.InstanceOf<T>(), (changes[0] as Unclassified)?.Reason);
        return (T)changes[0];
    }
}
