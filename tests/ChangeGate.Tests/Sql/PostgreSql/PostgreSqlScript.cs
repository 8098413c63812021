using ChangeGate.Changes;
using ChangeGate.Sql;
using ChangeGate.Text;

namespace ChangeGate.Tests.Sql.PostgreSql;

/// <summary>What a PostgreSQL text is read as.</summary>
internal static class PostgreSqlScript
{
    public static ISqlDialect Dialect { get; } = SqlDialects.For(ChangeGate.Changes.Dialect.PostgreSql);

    public static EquatableList<Statement> Read(string sql) => Dialect.Read(new SourceText("0001.sql", sql)).Statements;

    /// <summary>The changes of a text, without their places.</summary>
    public static Change[] ChangesOf(string sql) => [.. Read(sql).SelectMany(statement => statement.Changes).Select(change => change with { Span = default })];

    public static string[] Texts(string sql) => [.. Read(sql).Select(statement => sql.Substring(statement.Span.Start, statement.Span.Length))];

    public static string[] Kinds(string sql) => [.. Read(sql).Select(statement => statement.Kind)];
}
