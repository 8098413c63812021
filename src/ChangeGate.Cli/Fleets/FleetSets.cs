using ChangeGate.Text;

namespace ChangeGate.Cli.Fleets;

/// <summary>Which sets the members of a fleet have before them: those of the others, or the last of those where it broke off between two.</summary>
internal static class FleetSets
{
    /// <summary>What most of the members have before them that have the most.</summary>
    /// <param name="members">Those that are ready.</param>
    public static EquatableList<Digest> Of(IEnumerable<MemberSurvey> members) => members
        .Select(static member => member.Sets)
        .CountBy(static sets => sets)
        .OrderByDescending(static sets => sets.Key.Count)
        .ThenByDescending(static sets => sets.Value)
        .Select(static sets => sets.Key)
        .FirstOrDefault();

    public static bool EndWith(EquatableList<Digest> sets, EquatableList<Digest> last) => last.Count <= sets.Count && sets.Skip(sets.Count - last.Count).SequenceEqual(last);
}
