namespace ChangeGate.Schemas.Folding;

/// <summary>The type that SQLite gives a column of CREATE TABLE … AS: its affinity (https://sqlite.org/datatype3.html, section 3.1).</summary>
internal static class SqliteAffinity
{
    public static string Of(string declared)
    {
        if (Has(declared, "INT"))
        {
            return "INT";
        }

        if (Has(declared, "CHAR") || Has(declared, "CLOB") || Has(declared, "TEXT"))
        {
            return "TEXT";
        }

        if (declared.Length == 0 || Has(declared, "BLOB"))
        {
            return "";
        }

        return Has(declared, "REAL") || Has(declared, "FLOA") || Has(declared, "DOUB") ? "REAL" : "NUM";
    }

    private static bool Has(string declared, string part) => declared.Contains(part, StringComparison.OrdinalIgnoreCase);
}
