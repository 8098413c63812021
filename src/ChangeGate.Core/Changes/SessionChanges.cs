using ChangeGate.Text;

namespace ChangeGate.Changes;

/// <summary>What a transaction statement does.</summary>
public enum TransactionAction
{
    Begin,
    Commit,
    Rollback,
    Savepoint,
    Release,
    RollbackToSavepoint,
    Prepare,
}

public sealed record ControlTransaction(TransactionAction Action, string? Savepoint = null) : Change
{
    public override ObjectId? Subject => null;
}

/// <param name="Name">Lower case.</param>
/// <param name="Value">As written, without quotes; null for RESET and SET … TO DEFAULT.</param>
public sealed record SetSetting(string Name, string? Value, bool Local) : Change
{
    public override ObjectId? Subject => null;
}

/// <summary>SQLite's PRAGMA. <paramref name="Value"/> is null where it only asks.</summary>
public sealed record SetPragma(string Name, string? Value) : Change
{
    /// <summary>As SQLite takes a truth value (pragma.c, sqlite3GetBoolean): on, yes, true, or a number other than 0. Any other word is off.</summary>
    public bool TurnsOn => Value?.Trim('\'', '"').ToLowerInvariant() is { } value
        && (value is "on" or "yes" or "true" || (value.Length > 0 && char.IsAsciiDigit(value[0]) && value.TrimStart('0').Length > 0));

    public override ObjectId? Subject => null;
}

public sealed record AttachDatabase(string? Path, string Name, bool Attaches) : Change
{
    public override ObjectId? Subject => new ObjectId(ObjectKind.Database, new ObjectName(null, Name));
}

/// <summary>VACUUM, ANALYZE, CLUSTER, CHECKPOINT, DISCARD: upkeep. <paramref name="Verb"/> is in upper case: <c>VACUUM FULL</c>.</summary>
public sealed record Maintain(string Verb, ObjectName? Table) : Change
{
    public override ObjectId? Subject => Table is { } table ? ObjectId.Table(table) : null;
}

public sealed record DropDatabase(string Database) : Change
{
    public override ObjectId? Subject => new ObjectId(ObjectKind.Database, new ObjectName(null, Database));
}

/// <summary>ALTER SYSTEM, CREATE or ALTER DATABASE, tablespaces: the server, not the schema.</summary>
public sealed record ConfigureServer(string What) : Change
{
    public override ObjectId? Subject => null;
}

/// <summary>Something read and understood for which there is no kind of its own.</summary>
/// <param name="Verb"><c>create</c>, <c>alter</c> or <c>drop</c>.</param>
/// <param name="Object">Of kind <see cref="ObjectKind.Other"/>; its part says what it is: <c>publication</c>.</param>
public sealed record ChangeOther(string Verb, ObjectId Object) : Change
{
    /// <summary>The table of a rule, as written.</summary>
    public ObjectName? On { get; init; }

    /// <summary>What a rule that is made does.</summary>
    public RewriteRule? Rule { get; init; }

    /// <summary>Functions that run where it is used: those behind an aggregate, an operator, a cast, an event trigger.</summary>
    public EquatableList<ObjectName> Functions { get; init; }

    /// <summary>ENABLE (true) or DISABLE (false) of a rule or an event trigger; null where it is about something else.</summary>
    public bool? Enables { get; init; }

    /// <summary>Tables that a publication is given, as written.</summary>
    public EquatableList<ObjectName> Tables { get; init; }

    /// <summary>FOR ALL TABLES.</summary>
    public bool AllTables { get; init; }

    public override ObjectId? Subject => Object;
}

/// <summary>CREATE RULE: what a statement on its table does beside what it says, or instead.</summary>
/// <param name="Event"><c>SELECT</c>, <c>INSERT</c>, <c>UPDATE</c> or <c>DELETE</c>.</param>
public sealed record RewriteRule(string Event, bool Instead)
{
    /// <summary>WHERE: it holds for some rows only.</summary>
    public bool Conditional { get; init; }

    /// <summary>Empty for NOTHING.</summary>
    public EquatableList<Change> Actions { get; init; }
}
