using System.Collections.Immutable;
using ChangeGate.Changes;
using ChangeGate.Rules.Values;
using ChangeGate.Schemas;

namespace ChangeGate.Rules;

/// <summary>What a proposal has done up to a point, as far as rules ask about it.</summary>
internal sealed record ProposalState
{
    public static ProposalState Start { get; } = new();

    public Lineage Lineage { get; init; } = Lineage.Empty;

    public StoredValues Values { get; init; } = StoredValues.Baseline;

    public Session Session { get; init; } = new();

    /// <summary>Extensions that were given members: their drop takes those along.</summary>
    public ImmutableHashSet<string> AlteredExtensions { get; init; } = [];

    /// <param name="after">The schema just after the change.</param>
    public ProposalState Apply(RuleContext context, SchemaState after) => new()
    {
        Lineage = Lineage.Apply(context.Change, context.Before),
        Values = ValueFlow.After(context, after),
        Session = Session.Apply(context.Change, context.Transactions.InTransaction(context.Scene.Index)),
        AlteredExtensions = context.Change is AlterExtension alter ? AlteredExtensions.Add(alter.Extension) : AlteredExtensions,
    };
}

/// <summary>Settings of the connection that change what a statement does.</summary>
internal sealed record Session
{
    /// <summary>
    /// SQLite: deletes cascade. The governed run keeps foreign keys unless the migration asks for the opposite, and then looks away from its first
    /// statement to its last. Another runner obeys the script as it is written, on a connection that begins without them. Who will run it is not known
    /// here, so it is enough that one of the two keeps them.
    /// </summary>
    public bool EnforcesForeignKeys => !RunLooksAway || ScriptEnforces;

    private bool RunLooksAway { get; init; }

    private bool ScriptEnforces { get; init; }

    /// <summary>PostgreSQL: SET session_replication_role = replica silences triggers and foreign keys.</summary>
    public bool ReplicaRole { get; init; }

    /// <summary>A trigger was switched on, perhaps with ALWAYS: then it fires whatever the role.</summary>
    public bool EnablesTriggers { get; init; }

    public bool FiresTriggers => !ReplicaRole || EnablesTriggers;

    public string? TimeZone { get; init; }

    /// <summary>At the first statement of a migration.</summary>
    public Session Begin(Script script) => this with
    {
        RunLooksAway = script.Statements.SelectMany(static statement => statement.Changes).Any(static change => change is SetPragma { Name: "foreign_keys", Value: not null, TurnsOn: false }),
    };

    public Session Apply(Change change, bool inTransaction) => change switch
    {
        // PRAGMA foreign_keys is a no-op within a transaction (SQLite, "PRAGMA foreign_keys").
        SetPragma { Name: "foreign_keys", Value: not null } pragma when !inTransaction => this with { ScriptEnforces = pragma.TurnsOn },
        SetSetting { Name: "session_replication_role" } setting => this with { ReplicaRole = setting.Value == "replica" },
        SetTriggerEnabled { Enabled: true } => this with { EnablesTriggers = true },
        SetSetting { Name: "timezone" or "time zone" } setting => this with { TimeZone = setting.Value },
        _ => this,
    };
}
