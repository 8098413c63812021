using System.Collections.Concurrent;
using ChangeGate.Cli.Judging;
using ChangeGate.Cli.Sources;
using ChangeGate.Migrations;
using ChangeGate.Rehearsals;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Cli.Running;

/// <summary>
/// What members of a fleet that have applied the same read alike: the files once, so that all get the same bytes, and for each history that is met the
/// pending set with its origin and policy, the folded schema and the rehearsal. Judged is each member by itself, with its own sizes.
/// </summary>
internal sealed class SharedReading(GovernedEnvironment environment)
{
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Digest, Lazy<Proposal>> _pending = [];

    private readonly ConcurrentDictionary<(MigrationSet Set, int? Version), Lazy<Task<RehearsalReport?>>> _rehearsals = new(SameSet.Instance);

    private readonly ConcurrentDictionary<(string? Base, string? Head, bool IsOfCommit), (RunIdentity Identity, DateTimeOffset At)> _identities = [];

    public IReadOnlyList<Migration> Files { get; } = environment.ReadMigrations();

    /// <summary>What is pending where this is applied, without sizes.</summary>
    /// <param name="applied">Digest of what ran, by path.</param>
    /// <param name="rehearsal">The same for every member.</param>
    public Proposal Pending(IReadOnlyDictionary<string, Digest> applied, RehearsalRequest? rehearsal)
    {
        var key = Digest.Of(string.Join('\n', applied.OrderBy(static pair => pair.Key, StringComparer.Ordinal).Select(static pair => $"{pair.Value} {pair.Key}")));

        return _pending.GetOrAdd(key, _ => new Lazy<Proposal>(() =>
        {
            var proposal = PendingSet.Of(environment, Files, applied, rehearsal);

            return proposal with { Folded = ProposalJudge.Fold(proposal, new ProposalRequest()) };
        })).Value;
    }

    /// <summary>Who asks, as it was found out within the last minute: an issuer is not asked for each of thousands of members, and a token is looked at again before it is old.</summary>
    /// <param name="set">What is to run.</param>
    /// <param name="find">Finds it out.</param>
    public async Task<RunIdentity> IdentityAsync(MigrationSet set, Func<Task<RunIdentity>> find)
    {
        var key = (set.BaseCommit, set.HeadCommit, set.Proposed.Count > 0);
        var now = TimeProvider.System.GetUtcNow();

        if (_identities.TryGetValue(key, out var known) && now - known.At < Fresh && (known.Identity.Token is not { } token || now < token.ExpiresAt))
        {
            return known.Identity;
        }

        var found = await find();
        _identities[key] = (found, now);
        Actor = found.Actor;

        return found;
    }

    /// <summary>Who asked, as it was found out last; null where nobody wanted to know.</summary>
    public string? Actor { get; private set; }

    /// <summary>One rehearsal for each set and version of the engine, without estimates for anybody's sizes: they would be those of another member.</summary>
    public Task<RehearsalReport?> RehearsedAsync(Proposal proposal, RehearsedJudge judge, CancellationToken cancellation) =>
        _rehearsals.GetOrAdd((proposal.Set, proposal.RunsOn), _ => new Lazy<Task<RehearsalReport?>>(() => judge.RehearseAsync(proposal with { Statistics = null }, cancellation))).Value;

    /// <summary>Sets are read once for each history, so the same one is the same reference: to compare them would be to compare every text.</summary>
    private sealed class SameSet : IEqualityComparer<(MigrationSet Set, int? Version)>
    {
        public static SameSet Instance { get; } = new();

        public bool Equals((MigrationSet Set, int? Version) x, (MigrationSet Set, int? Version) y) => ReferenceEquals(x.Set, y.Set) && x.Version == y.Version;

        public int GetHashCode((MigrationSet Set, int? Version) value) => HashCode.Combine(System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(value.Set), value.Version);
    }
}
