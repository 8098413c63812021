namespace ChangeGate.Evidence;

/// <summary>Whether a text could be a transaction statement. The runner has transactions of its own and may pass over a script's.</summary>
internal static class TransactionText
{
    private static readonly string[] Words = ["BEGIN", "START", "COMMIT", "END", "ROLLBACK", "ABORT", "SAVEPOINT", "RELEASE", "PREPARE"];

    public static bool IsControl(string sql) => Words.Any(word => sql.StartsWith(word, StringComparison.OrdinalIgnoreCase));
}
