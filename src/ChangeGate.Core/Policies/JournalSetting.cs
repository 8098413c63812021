using ChangeGate.Migrations;

namespace ChangeGate.Policies;

/// <summary>Whose journal is written beside ChangeGate's own, so that the team can go back to that tool.</summary>
public enum JournalKind
{
    /// <summary>Nobody's: only our own.</summary>
    ChangeGate,
    DbUp,
    Flyway,
    GolangMigrate,
    Diesel,
    Prisma,
    EntityFramework,
    Dbmate,
    Goose,

    /// <summary>Its history is taken over, and it is not written.</summary>
    Liquibase,

    /// <inheritdoc cref="Liquibase"/>
    Atlas,
}

/// <summary>How a tool names the file of a migration in its journal.</summary>
public enum ScriptNaming
{
    /// <summary>The path below the folder, with dots for slashes: DbUp's own rule for files.</summary>
    Relative,

    /// <summary>Without its folders.</summary>
    FileName,

    /// <summary>A prefix and the path with dots for slashes: the name of a resource in an assembly.</summary>
    Embedded,
}

/// <summary>The journal of a target as the configuration describes it.</summary>
public sealed record JournalSetting(JournalKind Kind)
{
    public static JournalSetting Own { get; } = new(JournalKind.ChangeGate);

    /// <summary>null: where the tool puts its table without being told.</summary>
    public string? Schema { get; init; }

    /// <summary>null: what the tool calls it without being told.</summary>
    public string? Table { get; init; }

    public ScriptNaming Names { get; init; }

    /// <summary>Before each name, with the dot that ends it; empty for none.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>The tool replaces variables in scripts unless it is told not to.</summary>
    public bool ReplacesVariables { get; init; } = true;

    /// <summary>As configurations and commands spell them.</summary>
    public static IReadOnlyDictionary<string, JournalKind> Keywords { get; } = new Dictionary<string, JournalKind>(StringComparer.Ordinal)
    {
        ["changegate"] = JournalKind.ChangeGate,
        ["dbup"] = JournalKind.DbUp,
        ["flyway"] = JournalKind.Flyway,
        ["golang-migrate"] = JournalKind.GolangMigrate,
        ["diesel"] = JournalKind.Diesel,
        ["prisma"] = JournalKind.Prisma,
        ["ef"] = JournalKind.EntityFramework,
        ["dbmate"] = JournalKind.Dbmate,
        ["goose"] = JournalKind.Goose,
        ["liquibase"] = JournalKind.Liquibase,
        ["atlas"] = JournalKind.Atlas,
    };

    /// <summary>Those that are written beside ours.</summary>
    public static IReadOnlyList<string> Written { get; } = [.. Keywords.Where(pair => pair.Value is not (JournalKind.Liquibase or JournalKind.Atlas)).Select(pair => pair.Key)];

    public string Keyword => Keywords.First(pair => pair.Value == Kind).Key;

    /// <summary>How the tool itself reads a folder; null where files of any layout may be meant.</summary>
    public MigrationLayout? Layout => Kind switch
    {
        JournalKind.DbUp => MigrationLayout.Plain,
        JournalKind.EntityFramework or JournalKind.Liquibase or JournalKind.Atlas => MigrationLayout.Plain,
        JournalKind.Flyway => MigrationLayout.Flyway,
        JournalKind.GolangMigrate => MigrationLayout.GolangMigrate,
        JournalKind.Diesel => MigrationLayout.Diesel,
        JournalKind.Prisma => MigrationLayout.Prisma,
        JournalKind.Dbmate => MigrationLayout.Dbmate,
        JournalKind.Goose => MigrationLayout.Goose,
        _ => null,
    };
}
