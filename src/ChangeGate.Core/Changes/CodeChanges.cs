using ChangeGate.Text;

namespace ChangeGate.Changes;

public sealed record CreateFunction(ObjectName Function) : Change
{
    /// <summary>Types of the input arguments, as they identify the function: <c>integer, text</c>.</summary>
    public required string Arguments { get; init; }

    /// <summary>The whole statement as written, without its semicolon.</summary>
    public required string Definition { get; init; }

    public string? Returns { get; init; }

    public string Language { get; init; } = "sql";

    /// <summary>The text between the quotes of AS; null for SQL-standard bodies and C functions.</summary>
    public string? Body { get; init; }

    /// <summary>An SQL-standard body as statements: those of BEGIN ATOMIC, or SELECT and what RETURN gives; null where there is none.</summary>
    public string? StandardBody { get; init; }

    public bool OrReplace { get; init; }

    public bool IsProcedure { get; init; }

    public bool SecurityDefiner { get; init; }

    /// <summary>It says that it is IMMUTABLE or STABLE: the engine refuses what its own statements would write.</summary>
    public bool IsSteady { get; init; }

    /// <summary>The value of SET search_path; null where the function sets none.</summary>
    public string? SearchPath { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Function, Function, Arguments);
}

/// <summary>ALTER FUNCTION or PROCEDURE other than a rename.</summary>
public sealed record AlterFunction(ObjectName Function, string? Arguments, string What) : Change
{
    public override ObjectId? Subject => new ObjectId(ObjectKind.Function, Function, Arguments);
}

/// <param name="Arguments">null where the statement names none and the name must be unique.</param>
public sealed record DropFunction(ObjectName Function, string? Arguments) : Change
{
    public bool IsProcedure { get; init; }

    public bool IfExists { get; init; }

    public bool Cascade { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Function, Function, Arguments);
}

public sealed record RenameFunction(ObjectName Function, string? Arguments, string NewName) : Change
{
    public override ObjectId? Subject => new ObjectId(ObjectKind.Function, Function, Arguments);
}

public sealed record CreateTrigger(ObjectName Table, string Name) : Change
{
    /// <summary>The whole statement as written, without its semicolon.</summary>
    public required string Definition { get; init; }

    public ObjectName? Function { get; init; }

    /// <summary><c>INSERT</c>, <c>UPDATE</c>, <c>DELETE</c>, <c>TRUNCATE</c>: what fires it. Empty where it was not read.</summary>
    public EquatableList<string> Events { get; init; }

    /// <summary>The condition as written; null where it always fires.</summary>
    public string? When { get; init; }

    /// <summary>SQLite: what the statements of its body do each time it fires. None of it happens now.</summary>
    public EquatableList<Change> Body { get; init; }

    public bool Temporary { get; init; }

    public bool OrReplace { get; init; }

    public bool IfNotExists { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Trigger, Table, Name);
}

/// <param name="Table">null in SQLite, whose triggers are named without their table.</param>
public sealed record DropTrigger(ObjectName? Table, string Name) : Change
{
    public bool IfExists { get; init; }

    public bool Cascade { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Trigger, Table ?? new ObjectName(null, Name), Table is null ? null : Name);
}

public sealed record RenameTrigger(ObjectName Table, string Name, string NewName) : Change
{
    public override ObjectId? Subject => new ObjectId(ObjectKind.Trigger, Table, Name);
}

/// <param name="Name">A trigger, or <c>ALL</c> or <c>USER</c> in upper case where <paramref name="IsGroup"/>.</param>
public sealed record SetTriggerEnabled(ObjectName Table, string Name, bool IsGroup, bool Enabled) : Change
{
    public override ObjectId? Subject => new ObjectId(ObjectKind.Trigger, Table, Name);
}

public sealed record CreatePolicy(ObjectName Table, string Name) : Change
{
    /// <summary>The whole statement as written, without its semicolon.</summary>
    public required string Definition { get; init; }

    public bool Permissive { get; init; } = true;

    /// <summary>USING or WITH CHECK lets every row through.</summary>
    public bool AdmitsAll { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Policy, Table, Name);
}

public sealed record AlterPolicy(ObjectName Table, string Name, string What) : Change
{
    /// <summary>null means it is not a rename.</summary>
    public string? NewName { get; init; }

    public bool AdmitsAll { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Policy, Table, Name);
}

public sealed record DropPolicy(ObjectName Table, string Name) : Change
{
    public bool IfExists { get; init; }

    public override ObjectId? Subject => new ObjectId(ObjectKind.Policy, Table, Name);
}

/// <summary>
/// A DO block. What its static statements do stands beside it as changes of their own (uncertain where they are under a condition);
/// <paramref name="Opaque"/> says that some of it could not be known from the text.
/// </summary>
public sealed record RunBlock(string Language, bool Opaque) : Change
{
    public override ObjectId? Subject => null;
}

/// <summary>SQL made at run time: EXECUTE of text that is not constant.</summary>
public sealed record RunDynamicSql(string Expression) : Change
{
    public override ObjectId? Subject => null;
}

public sealed record CallProcedure(ObjectName Procedure) : Change
{
    /// <summary>How many it is given; -1 where that is not known.</summary>
    public int Arguments { get; init; } = -1;

    public override ObjectId? Subject => new ObjectId(ObjectKind.Function, Procedure);
}

/// <summary>A psql meta-command or a SQLite shell command: not SQL, and not run.</summary>
public sealed record MetaCommand(string Command) : Change
{
    /// <summary>It only chooses what psql passes over, and that was read so: <c>\if false</c>. A governed run refuses it all the same.</summary>
    public bool IsFollowed { get; init; }

    public override ObjectId? Subject => null;
}
