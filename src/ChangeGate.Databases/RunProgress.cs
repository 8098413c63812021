using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Databases;

/// <summary>What a run is doing, for the one who watches.</summary>
public abstract record RunProgress
{
    private protected RunProgress()
    {
    }
}

/// <summary>Another run holds the lock of this database.</summary>
public sealed record WaitingForOtherRun(TimeSpan AtMost) : RunProgress;

/// <summary>An earlier run ended without saying how; what it left is being looked at.</summary>
public sealed record RecoveringRun(string RunId, string Because) : RunProgress;

/// <summary>The tool whose journal is kept would read a script of this run otherwise.</summary>
public sealed record HostReadsOtherwise(string Sentence) : RunProgress;

public sealed record RunStarted(string RunId, int Migrations) : RunProgress;

/// <param name="Number">From 1.</param>
public sealed record MigrationStarted(string Path, int Number, int Of, int Statements) : RunProgress;

/// <param name="Number">From 1; 0 for statements of ChangeGate's own.</param>
public sealed record StatementStarted(string Path, int Number, int Of, LinePosition At) : RunProgress;

public sealed record StatementEnded(StatementRun Statement) : RunProgress;

/// <summary>A transaction failed on a lock and left nothing behind; it is tried again.</summary>
public sealed record TryingAgain(string Path, int Attempt, int Of, TimeSpan After) : RunProgress;

public sealed record MigrationEnded(string Path, RunOutcome Outcome) : RunProgress;
