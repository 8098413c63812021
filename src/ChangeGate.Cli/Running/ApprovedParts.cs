using ChangeGate.Decisions;

namespace ChangeGate.Cli.Running;

/// <summary>
/// Proposals that were merged one after the other and are deployed together: each was approved by itself, and no approval names all of them. They
/// run as they were approved, one run and one bundle of evidence for each, and only if every pending migration is in such a part. What needs no
/// approval is never divided further, or what is too much together would pass in small pieces.
/// </summary>
internal sealed class ApprovedParts
{
    /// <summary>Beyond this, trying every division takes longer than asking for one approval.</summary>
    private const int MostMigrations = 24;

    private readonly Dictionary<(int Start, int End), Judgement> _judged = [];

    private readonly HashSet<(int Start, bool IsApproved)> _hopeless = [];

    private readonly int _count;

    private readonly Func<Range, Judgement> _judge;

    private ApprovedParts(int count, Func<Range, Judgement> judge) => (_count, _judge) = (count, judge);

    /// <param name="count">How many migrations wait.</param>
    /// <param name="judge">Judges some of them on top of those before them.</param>
    /// <returns>In the order in which they run; empty where some migration is in no allowed part.</returns>
    public static IReadOnlyList<Judgement> Of(int count, Func<Range, Judgement> judge) => count is > 1 and <= MostMigrations ? new ApprovedParts(count, judge).From(0, isApproved: true) ?? [] : [];

    /// <param name="isApproved">The part before this one was approved by somebody, or there is none.</param>
    private List<Judgement>? From(int start, bool isApproved)
    {
        if (start == _count)
        {
            return [];
        }

        if (_hopeless.Contains((start, isApproved)))
        {
            return null;
        }

        // All of them together were judged already.
        for (var end = start == 0 ? _count - 1 : _count; end > start; end--)
        {
            var part = Judged(start, end);
            var mayStand = part.Decision.Verdict == Verdict.Allowed && (isApproved || IsApproved(part));

            if (mayStand && From(end, IsApproved(part)) is { } rest)
            {
                return [part, .. rest];
            }
        }

        _hopeless.Add((start, isApproved));
        return null;
    }

    private Judgement Judged(int start, int end) => _judged.TryGetValue((start, end), out var known) ? known : _judged[(start, end)] = _judge(start..end);

    private static bool IsApproved(Judgement part) => part.Decision.Approvals.Any(approval => approval.Counts);
}
