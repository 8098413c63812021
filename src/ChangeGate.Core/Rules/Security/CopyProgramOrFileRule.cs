using ChangeGate.Changes;
using ChangeGate.Findings;

namespace ChangeGate.Rules.Security;

internal sealed class CopyProgramOrFileRule : Rule<Change>
{
    public override RuleDoc Doc { get; } = new()
    {
        Id = "CG612",
        Name = "copy-program-or-file",
        Risk = Risk.Danger,
        Hazards = [Hazard.Security],
        Dialects = [Dialect.PostgreSql],
        When = "SQL reads or writes files of the server, runs a program on it, or reaches another server.",
        Why = "It runs with the rights of the database server itself.",
        Instead = "Load files from the client, outside of migrations.",
        Setup = "CREATE TABLE orders (id bigint PRIMARY KEY, customer_id bigint, status text NOT NULL DEFAULT 'new', total int);",
        Unsafe = "«COPY orders (id) FROM PROGRAM 'seq 3'»;",
        Safe = "CREATE TABLE note (id int);",
    };

    protected override IEnumerable<Finding> Check(Change change, RuleContext context)
    {
        var reached = change switch
        {
            CopyRows { Source: CopySource.Program } => "runs a program on the server",
            CopyRows { Source: CopySource.File } => "reads or writes a file of the server",
            _ => context.Called.Select(static name => Reaching.GetValueOrDefault(name.Name.ToLowerInvariant())).FirstOrDefault(static what => what is not null),
        };

        return reached is not null ? [Report(context, $"This {reached}, with the rights of the server.")] : [];
    }

    private static readonly Dictionary<string, string> Reaching = new(StringComparer.Ordinal)
    {
        ["pg_read_file"] = "reads a file of the server",
        ["pg_read_binary_file"] = "reads a file of the server",
        ["pg_ls_dir"] = "lists files of the server",
        ["lo_import"] = "reads a file of the server",
        ["lo_export"] = "writes a file of the server",
        ["pg_file_write"] = "writes a file of the server",
        ["pg_file_unlink"] = "deletes a file of the server",
        ["dblink"] = "reaches another server",
        ["dblink_exec"] = "reaches another server",
        ["dblink_connect"] = "reaches another server",
    };
}
