using ChangeGate.Changes;
using ChangeGate.Migrations;
using ChangeGate.Rollbacks;
using ChangeGate.Schemas;
using ChangeGate.Sql;
using ChangeGate.Text;

namespace ChangeGate.Databases.Tests.Rollbacks;

/// <summary>A script with its synthesized rollback, and the statements as a runner sends them.</summary>
internal sealed record ScriptRollback(Rollback Rollback, SchemaState After, IReadOnlyList<(string Sql, Statement Read)> Statements)
{
    public static ScriptRollback Of(Dialect name, SchemaState before, string sql, string? down = null)
    {
        var dialect = SqlDialects.For(name);
        var text = new SourceText("0002_change.sql", sql);
        var script = dialect.Read(text);
        var migration = new Migration
        {
            Path = text.Path,
            Digest = Digest.Of(sql),
            Text = text,
            Down = down is null ? null : new ReverseScript("0002_change.down.sql", Digest.Of(down), new SourceText("0002_change.down.sql", down)),
        };
        var rollback = new RollbackSynthesizer(dialect).Synthesize(migration, script, before);
        var statements = script.Statements.Select(statement => (text.Slice(statement.Span), statement)).ToList();

        return new ScriptRollback(rollback, before.Apply(script), statements);
    }

    /// <summary>What stands outside the transaction of the script, and what inside. BEGIN and COMMIT of the script itself are the runner's business.</summary>
    public static bool IsForeignKeyPragma(Statement statement) => statement.Changes is [SetPragma { Name: "foreign_keys" }];

    public static bool IsTransaction(Statement statement) =>
        statement.Changes is [ControlTransaction { Action: TransactionAction.Begin or TransactionAction.Commit }];
}
