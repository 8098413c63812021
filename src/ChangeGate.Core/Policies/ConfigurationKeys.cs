namespace ChangeGate.Policies;

/// <summary>The keys of each section: what the reader knows is what the published schema lists.</summary>
internal static class ConfigurationKeys
{
    public static readonly string[] Root = ["version", "targets", "policy", "agents", "evidence", "archives", "identity"];

    public static readonly string[] Target = ["dialect", "engine", "engineUpTo", "migrations", "layout", "journal", "statistics", "rehearsal", "environments"];

    public static readonly string[] Journal = ["kind", "schema", "table", "names", "prefix", "variables"];

    public static readonly string[] Rehearsal = ["server", "statementLimit", "otherSchema"];

    public static readonly string[] Environment = ["connection", "protected", "windows", "oldestTransaction", "replicaLag", "timeouts", "superuser", "identity", "fleet"];

    public static readonly string[] Timeouts = ["lock", "statement", "build", "otherRun", "attempts"];

    public static readonly string[] Fleet = ["parallel", "tolerate", "health", "waves"];

    public static readonly string[] Wave = ["name", "take", "parallel", "tolerate", "health"];

    public static readonly string[] Health = ["ask", "within", "after"];

    public static readonly string[] Windows = ["open", "frozen", "timeZone"];

    public static readonly string[] Policy = ["clauses", "approvers", "approvalsValidFor", "suppressions", "limits"];

    public static readonly string[] Limits =
    [
        "insertedRows", "affectedRows", "backfilledRows", "indexColumns", "uniqueIndexColumns", "indexesPerTable", "lockTimeoutSeconds", "droppedTables", "tableNames", "columnNames", "requiredColumns", "deniedTypes",
    ];

    public static readonly string[] Clause = ["name", "when", "require", "deny"];

    public static readonly string[] Condition = ["hazard", "rule", "risk", "author", "environment", "target", "migration", "object"];

    public static readonly string[] Risk = ["atLeast"];

    public static readonly string[] Requirement = ["approvals", "from", "digestInWords"];

    public static readonly string[] Approver = ["name", "key", "teams", "emails"];

    public static readonly string[] Agent = ["name", "logins", "apps", "emails", "trailers"];

    public static readonly string[] Archives = ["keep"];

    public static readonly string[] Evidence = ["folder", "key", "redact", "anchors"];

    public static readonly string[] Anchor = ["file", "gitTag", "gitBranch", "push"];

    public static readonly string[] Identity = ["issuers", "required"];

    public static readonly string[] Issuer = ["issuer", "audience", "keys", "variable", "require"];
}
