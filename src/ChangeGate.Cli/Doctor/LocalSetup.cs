using ChangeGate.Policies;
using ChangeGate.Reports;

namespace ChangeGate.Cli.Doctor;

/// <summary>The set-up as far as files tell it.</summary>
/// <param name="Configurations">Those that could be read.</param>
internal sealed record LocalSetup(IReadOnlyList<Configuration> Configurations, GateWorkflows Workflows, IReadOnlyList<SetupSection> Sections);
