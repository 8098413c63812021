using System.Data.Common;
using ChangeGate.Failures;
using ChangeGate.Text;

namespace ChangeGate.Databases.Journals;

/// <summary>One row of the journal, by position.</summary>
internal readonly struct JournalRow(DbDataReader reader)
{
    public string Text(int column) => reader.GetString(column);

    public string? TextOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    public int Number(int column) => reader.GetInt32(column);

    public long? LongOrNull(int column) => reader.IsDBNull(column) ? null : reader.GetInt64(column);

    public bool Flag(int column) => reader.GetBoolean(column);

    public DateTimeOffset Time(int column) => reader.GetFieldValue<DateTimeOffset>(column);

    /// <summary>The zero value where the column is null.</summary>
    public Digest Digest(int column)
    {
        if (reader.IsDBNull(column))
        {
            return default;
        }

        return ChangeGate.Text.Digest.TryParse(reader.GetString(column), out var digest)
            ? digest
            : throw new GateException("The journal of this database holds a digest that is none.", "Somebody wrote into ChangeGate's tables: restore them from a backup.");
    }
}

/// <summary>The words of the journal are the names of the values in kebab-case.</summary>
internal static class JournalWords
{
    public static string Write<T>(T value)
        where T : struct, Enum => KebabCase.From(value.ToString());

    public static T Read<T>(string word)
        where T : struct, Enum
    {
        foreach (var value in Enum.GetValues<T>())
        {
            if (Write(value) == word)
            {
                return value;
            }
        }

        throw new GateException($"The journal of this database holds the word `{word}`, which has no meaning.", "Somebody wrote into ChangeGate's tables, or a later ChangeGate did: restore them from a backup, or use the later one.");
    }
}
