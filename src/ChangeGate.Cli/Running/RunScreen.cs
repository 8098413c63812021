using ChangeGate.Cli.Output;
using ChangeGate.Databases;
using ChangeGate.Reports;

namespace ChangeGate.Cli.Running;

/// <summary>Shows what a run is doing now: one line on a terminal, one line per event in a log.</summary>
/// <param name="member">Of a fleet, which shows how far it is itself; null for a run by itself.</param>
internal sealed class RunScreen(string? member = null) : IProgress<RunProgress>
{
    private readonly string _from = member is null ? "" : $"{member}: ";

    public void Report(RunProgress value)
    {
        switch (value)
        {
            case StatementStarted or MigrationStarted when member is not null:
                break;
            case StatementStarted statement:
                Terminal.Progress($"{statement.Path}:{statement.At.Line}  statement {statement.Number} of {statement.Of}");
                break;
            case MigrationStarted migration:
                Terminal.Progress($"{migration.Path}  ({migration.Number} of {migration.Of})");
                break;
            case WaitingForOtherRun wait:
                Terminal.Remark($"{_from}Another run holds this database; waiting {Wording.Duration(wait.AtMost)} at most.");
                break;
            case RecoveringRun recovery:
                Terminal.Remark($"{_from}Run {recovery.RunId} ended without saying how. {recovery.Because}");
                break;
            case HostReadsOtherwise other:
                Terminal.Remark($"{_from}{other.Sentence}");
                break;
            case TryingAgain again:
                Terminal.Remark($"{_from}{again.Path}: a lock was not free; attempt {again.Attempt} of {again.Of} in {Wording.Duration(again.After)}.");
                break;
            default:
                break;
        }
    }
}
