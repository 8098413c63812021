using System.Globalization;
using System.Numerics;

namespace ChangeGate.Migrations;

/// <summary>A file's name as Flyway reads it: <c>V1_2__add_users.sql</c>, <c>R__views.sql</c>.</summary>
/// <param name="Version">As Flyway stores it, with dots: <c>1.2</c>; null for a repeatable one.</param>
/// <param name="Description">With spaces, as Flyway stores it.</param>
public sealed record FlywayName(string? Version, string Description)
{
    private const string Separator = "__";

    private const string Suffix = ".sql";

    public bool IsRepeatable => Version is null;

    /// <summary>What two files of one migration share: zeros at the ends of versions do not tell them apart.</summary>
    public string Key => Version is null ? $"R {Description}" : $"V {string.Join('.', Parts(Version))}";

    /// <returns>null for what is neither a versioned nor a repeatable migration.</returns>
    /// <param name="path">With or without folders.</param>
    public static FlywayName? Of(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];

        if (name is not ['V' or 'R', ..] || !name.EndsWith(Suffix, StringComparison.Ordinal))
        {
            return null;
        }

        var inner = name[1..^Suffix.Length];
        var separator = inner.IndexOf(Separator, StringComparison.Ordinal);
        var (left, right) = separator < 0 ? (inner, "") : (inner[..separator], inner[(separator + Separator.Length)..]);
        var version = left.Replace('_', '.');
        var description = right.Replace('_', ' ');

        if (name[0] == 'R')
        {
            return left.Length == 0 ? new FlywayName(null, description) : null;
        }

        return IsVersion(version) ? new FlywayName(version, description) : null;
    }

    public static bool IsVersion(string text) => text.Length > 0 && text.Split('.').All(part => part.Length > 0 && part.All(char.IsAsciiDigit));

    /// <summary>Versioned ones by the numbers of their versions, then repeatable ones by description.</summary>
    public static int Compare(FlywayName? first, FlywayName? second) => (first, second) switch
    {
        (null, null) => 0,
        (null, _) => -1,
        (_, null) => 1,
        ({ Version: null }, { Version: null }) => string.CompareOrdinal(first.Description, second.Description),
        ({ Version: null }, _) => 1,
        (_, { Version: null }) => -1,
        _ => CompareVersions(first.Version, second.Version),
    };

    public static int CompareVersions(string first, string second)
    {
        var (left, right) = (Parts(first), Parts(second));

        for (var index = 0; index < Math.Max(left.Count, right.Count); index++)
        {
            var byPart = (index < left.Count ? left[index] : BigInteger.Zero).CompareTo(index < right.Count ? right[index] : BigInteger.Zero);

            if (byPart != 0)
            {
                return byPart;
            }
        }

        return 0;
    }

    private static List<BigInteger> Parts(string version)
    {
        var parts = version.Split('.').Select(part => BigInteger.Parse(part, NumberStyles.None, CultureInfo.InvariantCulture)).ToList();

        while (parts.Count > 1 && parts[^1].IsZero)
        {
            parts.RemoveAt(parts.Count - 1);
        }

        return parts;
    }
}
