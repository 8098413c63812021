using System.Text;

namespace ChangeGate.Sql.PostgreSql.Lexer;

/// <summary>Finds keywords. The enumeration is the only list; the table is made from its names.</summary>
internal static class Keywords
{
    private const int Slots = 2048;

    private static readonly string[] Words = ReadWords();

    private static readonly Keyword[] Table = BuildTable();

    /// <summary>The keyword in lower case.</summary>
    public static string TextOf(Keyword keyword) => Words[(int)keyword];

    public static Keyword Find(ReadOnlySpan<char> word)
    {
        if (word.Length is < 2 or > 20)
        {
            return Keyword.NoKeyword;
        }

        for (var slot = Hash(word); Table[slot] != Keyword.NoKeyword; slot = (slot + 1) % Slots)
        {
            if (Ascii.EqualsIgnoreCase(Words[(int)Table[slot]], word))
            {
                return Table[slot];
            }
        }

        return Keyword.NoKeyword;
    }

    public static bool IsUnreserved(Keyword keyword) => keyword is > Keyword.NoKeyword and <= Keyword.Zone;

    public static bool IsColumnName(Keyword keyword) => keyword is >= Keyword.Between and <= Keyword.Xmltable;

    public static bool IsTypeOrFunctionName(Keyword keyword) => keyword is >= Keyword.Authorization and <= Keyword.Verbose;

    public static bool IsReserved(Keyword keyword) => keyword >= Keyword.All;

    /// <summary>May label an output column without AS before it.</summary>
    public static bool IsBareLabel(Keyword keyword) => keyword is not (
        Keyword.Array or Keyword.As or Keyword.Char or Keyword.Character or Keyword.Create or Keyword.Day or Keyword.Except
        or Keyword.Fetch or Keyword.Filter or Keyword.For or Keyword.From or Keyword.Grant or Keyword.Group or Keyword.Having
        or Keyword.Hour or Keyword.Intersect or Keyword.Into or Keyword.Limit or Keyword.Minute or Keyword.Month or Keyword.Offset
        or Keyword.On or Keyword.Order or Keyword.Over or Keyword.Overlaps or Keyword.Precision or Keyword.Returning or Keyword.Second
        or Keyword.To or Keyword.Union or Keyword.Varying or Keyword.Where or Keyword.Window or Keyword.With or Keyword.Within
        or Keyword.Without or Keyword.Year);

    private static int Hash(ReadOnlySpan<char> word)
    {
        var hash = (uint)word.Length;

        foreach (var c in word)
        {
            hash = (hash * 31) + (uint)(c | 0x20);
        }

        return (int)((hash ^ (hash >> 11)) % Slots);
    }

    private static string[] ReadWords()
    {
        var names = Enum.GetNames<Keyword>();

        for (var index = 0; index < names.Length; index++)
        {
            names[index] = SnakeCase(names[index]);
        }

        return names;
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 2);

        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append((char)(c | 0x20));
        }

        return text.ToString();
    }

    private static Keyword[] BuildTable()
    {
        var table = new Keyword[Slots];

        for (var index = 1; index < Words.Length; index++)
        {
            var slot = Hash(Words[index]);

            while (table[slot] != Keyword.NoKeyword)
            {
                slot = (slot + 1) % Slots;
            }

            table[slot] = (Keyword)index;
        }

        return table;
    }
}
