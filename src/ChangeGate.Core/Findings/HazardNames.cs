using ChangeGate.Text;

namespace ChangeGate.Findings;

/// <summary>The words of machine-readable outputs and of policy: <c>data-loss</c>.</summary>
public static class HazardNames
{
    private static readonly Dictionary<string, Hazard> ByKeyword =
        Enum.GetValues<Hazard>().ToDictionary(hazard => hazard.ToKeyword(), StringComparer.Ordinal);

    public static IEnumerable<string> All => ByKeyword.Keys;

    public static bool TryParse(string keyword, out Hazard hazard) => ByKeyword.TryGetValue(keyword, out hazard);
}
