using ChangeGate.Reports;
using ChangeGate.Runs;

namespace ChangeGate.Cli.Running;

/// <summary>How a run ended, and what a report says of it.</summary>
internal sealed record Execution(ExitCode Code, ReportOptions Report)
{
    public required RunReport Run { get; init; }

    /// <summary>The path of its evidence; null where nothing was done.</summary>
    public string? Bundle { get; init; }
}
