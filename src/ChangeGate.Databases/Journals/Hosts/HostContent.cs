using ChangeGate.Migrations;
using ChangeGate.Schemas;

namespace ChangeGate.Databases.Journals.Hosts;

/// <summary>A migration that the tool's table says was run.</summary>
/// <param name="Key">How the tool knows the file again.</param>
/// <param name="Name">As the table names it.</param>
internal sealed record HostRow(string Key, string Name)
{
    /// <summary>null where the tool stores none for it.</summary>
    public string? Checksum { get; init; }

    /// <summary>Words behind the name that say why nothing can be built on the row; null where nothing is wrong.</summary>
    public string? Problem { get; init; }
}

internal static class HostSchema
{
    /// <summary>The schema without the tables of another tool's journal.</summary>
    public static SchemaSnapshot Without(this SchemaSnapshot schema, HostJournal? host) => host?.Hide(schema) ?? schema;
}

/// <summary>What the table of another tool says, held against the files.</summary>
internal sealed class HostContent
{
    private readonly HashSet<string> _paths;

    /// <param name="journal">Whose rows they are.</param>
    /// <param name="stored">null where there is no table.</param>
    public HostContent(HostJournal journal, IReadOnlyList<HostRow>? stored)
    {
        var rows = stored ?? [];
        Journal = journal;
        Exists = stored is not null;
        Rows = rows;
        var files = journal.Files.ToLookup(file => journal.KeyOf(file.Path), StringComparer.Ordinal);
        Broken = [.. rows.Where(row => row.Problem is not null)];
        Strangers = [.. rows.Where(row => row.Problem is null && !files.Contains(row.Key))];
        var known = rows.Where(row => row.Problem is null).SelectMany(row => files[row.Key].Select(file => (Row: row, File: file))).ToList();
        _paths = known.Select(pair => pair.File.Path).ToHashSet(StringComparer.Ordinal);
        Changed = [.. known.Where(pair => pair.Row.Checksum is { } stored && !journal.ChecksumsOf(pair.File).Contains(stored, StringComparer.Ordinal)).Select(pair => pair.File)];
        Applied = [.. journal.Files.Where(file => _paths.Contains(file.Path))];
    }

    public HostJournal Journal { get; }

    public bool Exists { get; }

    public IReadOnlyList<HostRow> Rows { get; }

    public IReadOnlyList<HostRow> Broken { get; }

    /// <summary>Rows without a file.</summary>
    public IReadOnlyList<HostRow> Strangers { get; }

    /// <summary>Files with other bytes than the tool ran.</summary>
    public IReadOnlyList<Migration> Changed { get; }

    /// <summary>Files that the tool would not run again, in the order in which they run.</summary>
    public IReadOnlyList<Migration> Applied { get; }

    public bool Has(string path) => _paths.Contains(path);
}
