using ChangeGate.Databases.Rehearsals.Sizes;
using ChangeGate.Schemas;

namespace ChangeGate.Databases.Tests.Rehearsals;

internal static class SizeEstimates
{
    /// <summary>However busy the machine is.</summary>
    public static SizeEstimator Patiently(SchemaStatistics sizes) => new(sizes, TimeProvider.System) { Patience = TimeSpan.FromMinutes(5), WholePatience = TimeSpan.FromMinutes(10) };
}
