using ChangeGate.Decisions;

namespace ChangeGate.Cli.Running;

/// <summary>
/// Proposals that were merged one after the other and are deployed together: each was approved by itself, and no approval names all of them. They
/// run as they were approved, one run and one bundle of evidence for each, and only if every pending migration is in such a part. What needs no
/// approval is never divided further, or what is too much together would pass in small pieces.
/// </summary>
internal static class ApprovedParts
{
    /// <summary>Beyond this, trying every division takes longer than asking for one approval.</summary>
    private const int MostMigrations = 24;

    /// <param name="count">How many migrations wait.</param>
    /// <param name="judge">Judges some of them on top of those before them.</param>
    /// <returns>In the order in which they run; empty where some migration is in no allowed part.</returns>
    public static IReadOnlyList<Judgement> Of(int count, Func<Range, Judgement> judge) => count is > 1 and <= MostMigrations ? From(0, count, judge, isApproved: true) ?? [] : [];

    /// <param name="isApproved">The part before this one was approved by somebody, or there is none.</param>
    private static List<Judgement>? From(int start, int count, Func<Range, Judgement> judge, bool isApproved)
    {
        if (start == count)
        {
            return [];
        }

        // All of them together were judged already.
        for (var end = start == 0 ? count - 1 : count; end > start; end--)
        {
            var part = judge(start..end);
            var mayStand = part.Decision.Verdict == Verdict.Allowed && (isApproved || IsApproved(part));

            if (mayStand && From(end, count, judge, IsApproved(part)) is { } rest)
            {
                return [part, .. rest];
            }
        }

        return null;
    }

    private static bool IsApproved(Judgement part) => part.Decision.Approvals.Any(approval => approval.Counts);
}
