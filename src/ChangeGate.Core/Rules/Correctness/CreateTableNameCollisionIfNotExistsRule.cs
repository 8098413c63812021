using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Correctness;

internal sealed class CreateTableNameCollisionIfNotExistsRule : Rule<CreateTable>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG415",
        Name = "create-table-name-collision-if-not-exists",
        Risk = Risk.Caution,
        Hazards = [Hazard.Correctness, Hazard.Integrity],
        Dialects = [Dialect.PostgreSql, Dialect.Sqlite],
        When = "CREATE TABLE IF NOT EXISTS names a table that is there with other columns.",
        Why = "The statement does nothing: the table keeps its old shape, and everything after it believes in the new one.",
        Instead = "Change the table with ALTER TABLE.",
        Setup = "CREATE TABLE customer (id int, name text);",
        Unsafe = "«CREATE TABLE IF NOT EXISTS customer (id int, email text)»;",
        Safe = """
            CREATE TABLE IF NOT EXISTS customer (id int, name text);
            ALTER TABLE customer ADD COLUMN email text;
            """,
    };

    protected override IEnumerable<Finding> Check(CreateTable change, RuleContext context)
    {
        if (!change.IfNotExists || change.Columns.Count == 0 || change.Persistence == Persistence.Temporary || context.Table(change.Table) is not { ColumnsKnown: true } table)
        {
            return [];
        }

        var missing = change.Columns.Where(column => table.Column(column.Name) is null).Select(static column => column.Name).ToList();
        var other = change.Columns.Where(column => column.Type.Name.Length > 0 && table.Column(column.Name) is { } old && old.Type != column.Type).Select(static column => column.Name).ToList();

        if (missing.Count > 0 || other.Count > 0)
        {
            return [Report(context, $"`{change.Table}` is there already and is left as it is: {(missing.Count > 0 ? $"it does not get {Wording.Names(missing)}" : $"{Wording.Names(other)} keep their type")}.")];
        }

        return [];
    }
}
