using ChangeGate.Failures;
using ChangeGate.Schemas;

namespace ChangeGate.Databases;

/// <summary>Why a run did not begin. Nothing was changed.</summary>
public enum RefusalKind
{
    /// <summary>The schema is not the one that the last run left.</summary>
    Drift,

    /// <summary>The schema is not the one that the rehearsal of the set began with.</summary>
    NotRehearsed,

    /// <summary>An applied migration has other bytes now, or another name, or is gone.</summary>
    HistoryChanged,

    /// <summary>A migration before the set has not been applied.</summary>
    PendingBefore,

    /// <summary>The journal belongs to another target.</summary>
    WrongTarget,

    /// <summary>The database has objects and no journal.</summary>
    NotAdopted,

    /// <summary>An earlier run ended in a way that a person must look at.</summary>
    NeedsAttention,

    /// <summary>The journal of another tool and ours do not say the same.</summary>
    JournalsDiffer,

    /// <summary>Another run holds the lock.</summary>
    Locked,

    /// <summary>Something in the database speaks against beginning now, and passes.</summary>
    NotNow,

    /// <summary>Changes may not run at this time.</summary>
    OutsideWindow,

    /// <summary>A script holds something that the runner cannot run safely.</summary>
    CannotRun,

    /// <summary>There is no way back, or not in this order.</summary>
    CannotRollBack,

    /// <summary>The guard inside the database is gone, or is not what was installed.</summary>
    GuardAltered,

    /// <summary>Nothing proves who asks for it, or what should prove it does not.</summary>
    IdentityNotProved,
}

/// <param name="Problem">A sentence with the value in it.</param>
/// <param name="Remedy">What to do.</param>
public sealed record Refusal(RefusalKind Kind, string Problem, string Remedy)
{
    /// <summary>What differs, where the refusal is about the schema.</summary>
    public SchemaDiff? Difference { get; init; }
}

/// <summary>The runner refuses. It is thrown before anything has been changed.</summary>
public sealed class RunRefusedException(Refusal refusal) : GateException(refusal.Problem, refusal.Remedy)
{
    public Refusal Refusal { get; } = refusal;
}
