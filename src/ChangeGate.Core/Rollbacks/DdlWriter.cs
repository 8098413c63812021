using System.Diagnostics;
using ChangeGate.Changes;

namespace ChangeGate.Rollbacks;

/// <summary>Definitions as the SQL of one dialect. A statement comes without its semicolon, and every name is quoted where it has to be.</summary>
public sealed partial class DdlWriter(ISqlDialect dialect)
{
    public Dialect Dialect => dialect.Dialect;

    internal ISqlDialect Sql => dialect;

    private bool IsSqlite => dialect.Dialect == Dialect.Sqlite;

    public string Name(string identifier) => dialect.Quote(identifier);

    public string Name(ObjectName name) => dialect.Quote(name);

    public string Names(IEnumerable<string> identifiers) => string.Join(", ", identifiers.Select(Name));

    /// <summary>A string constant that reads back as the same text whatever <c>standard_conforming_strings</c> says.</summary>
    public string Literal(string text)
    {
        var doubled = text.Replace("'", "''", StringComparison.Ordinal);

        return IsSqlite || !text.Contains('\\', StringComparison.Ordinal)
            ? $"'{doubled}'"
            : $"E'{doubled.Replace(@"\", @"\\", StringComparison.Ordinal)}'";
    }

    public string Type(DataType type) => IsSqlite ? SqliteType(type) : PostgreSqlType(type);

    /// <summary>The object with the word for its kind, as COMMENT ON, ALTER … OWNER TO and the like want it.</summary>
    public string Reference(ObjectId id) => $"{WordOf(id)} {NameOf(id)}";

    private string NameOf(ObjectId id) => id.Kind switch
    {
        ObjectKind.Column => $"{Name(id.Name)}.{Name(Part(id))}",
        ObjectKind.Constraint or ObjectKind.Policy => $"{Name(Part(id))} ON {Name(id.Name)}",
        ObjectKind.Trigger => IsSqlite ? Name(id.Part ?? id.Name.Name) : $"{Name(Part(id))} ON {Name(id.Name)}",
        ObjectKind.Function when id.Part is not null => $"{Name(id.Name)}({id.Part})",
        _ => Name(id.Name),
    };

    private static string WordOf(ObjectId id) => id.Kind switch
    {
        ObjectKind.MaterializedView => "MATERIALIZED VIEW",
        ObjectKind.Function => "ROUTINE",
        ObjectKind.Other => Part(id).ToUpperInvariant(),
        ObjectKind.Privilege => throw new ArgumentOutOfRangeException(nameof(id), id.Kind, "A privilege has no reference of its own."),
        _ => id.Kind.ToString().ToUpperInvariant(),
    };

    private static string Part(ObjectId id) =>
        id.Part ?? throw new ArgumentException($"An object of kind {id.Kind} is named by its part.", nameof(id));

    private string PostgreSqlType(DataType type)
    {
        // Built-in names may be several words and are keywords of the grammar: quoting them would name another type.
        if (type.Schema is null && BuiltInTypes.Contains(type.Name))
        {
            return type.ToString();
        }

        var modifiers = type.Modifiers.Count == 0 ? "" : $"({string.Join(",", type.Modifiers)})";
        return Name(new ObjectName(type.Schema, type.Name)) + modifiers + (type.ArrayDimensions > 0 ? "[]" : "");
    }

    private string SqliteType(DataType type)
    {
        var words = type.Name.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => IsPlainWord(word) ? word : Name(word));
        return string.Join(" ", words) + (type.Modifiers.Count == 0 ? "" : $"({string.Join(", ", type.Modifiers)})");
    }

    private static bool IsPlainWord(string word) =>
        word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') && !char.IsAsciiDigit(word[0]);

    private static string Action(ReferentialAction action) => action switch
    {
        ReferentialAction.NoAction => "NO ACTION",
        ReferentialAction.Restrict => "RESTRICT",
        ReferentialAction.Cascade => "CASCADE",
        ReferentialAction.SetNull => "SET NULL",
        ReferentialAction.SetDefault => "SET DEFAULT",
        _ => throw new UnreachableException($"No text for {action}."),
    };
}
