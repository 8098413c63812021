using ChangeGate.Findings;

namespace ChangeGate.Rules.Locks;

/// <summary>PostgreSQL's table locks that stop somebody, weakest first (manual, "Explicit Locking").</summary>
internal enum LockMode
{
    ShareUpdateExclusive,
    Share,
    ShareRowExclusive,
    Exclusive,
    AccessExclusive,
}

internal static class LockModeWords
{
    public static string ToWords(this LockMode mode) => mode switch
    {
        LockMode.ShareUpdateExclusive => "SHARE UPDATE EXCLUSIVE",
        LockMode.Share => "SHARE",
        LockMode.ShareRowExclusive => "SHARE ROW EXCLUSIVE",
        LockMode.Exclusive => "EXCLUSIVE",
        _ => "ACCESS EXCLUSIVE",
    };

    extension(LockEffect effect)
    {
        public LockMode Strength => Enum.GetValues<LockMode>().First(mode => mode.ToWords() == effect.Mode);
    }

    public static string Blocks(this LockMode mode) => mode switch
    {
        LockMode.ShareUpdateExclusive => "other schema changes",
        LockMode.Share or LockMode.ShareRowExclusive or LockMode.Exclusive => "writes",
        _ => "reads and writes",
    };
}
