using ChangeGate.Text;

namespace ChangeGate.Evidence;

/// <summary>What the journal of a database is held against: one run, and the migrations that it recorded.</summary>
internal sealed record JournalledRun(string Target, string Environment, DateTimeOffset EndedAt, EquatableList<(string Run, string Path, Digest Digest)> Places);

/// <summary>Of every bundle beside a ledger what is needed once all were read: names and digests, so that none of them stays in memory.</summary>
internal sealed class BundleIndex
{
    /// <summary>Looks at a guard between two runs, beyond which nobody goes back.</summary>
    private const int MostLooks = 100;

    private readonly Dictionary<Digest, Known> _byDigest = [];

    private readonly Dictionary<string, Digest> _byRun = new(StringComparer.Ordinal);

    private readonly Dictionary<Digest, string> _told = [];

    private readonly List<string> _repeated = [];

    private readonly List<JournalledRun> _runs = [];

    private int _looks;

    /// <summary>All that recorded migrations.</summary>
    public IReadOnlyList<JournalledRun> Runs => _runs;

    public BundleFile? Find(Digest bundle) => _byDigest.TryGetValue(bundle, out var known) ? known.File : null;

    public void Add(BundleFile file, Dossier dossier)
    {
        var contents = dossier.Contents;
        var report = contents.Run?.Report;

        // A copy says nothing new.
        if (!_byDigest.TryAdd(dossier.Bundle.Digest, new Known(file, contents.Header?.Previous, contents.Watch is not null, report?.RollsBack)))
        {
            return;
        }

        if (contents.Header is { } header)
        {
            _byRun.TryAdd(header.Bundle, dossier.Bundle.Digest);
        }

        if (report is not null)
        {
            _runs.Add(new JournalledRun(report.Target, report.Environment, report.EndedAt, [.. report.Migrations.Select(ran => (report.Id, ran.Path, ran.Digest))]));
        }

        if (contents.Watch?.Report is { } watch)
        {
            _looks++;
            _repeated.AddRange(watch.Events.Where(one => !_told.TryAdd(GuardMemory.IdOf(one), file.Name)).Select(one => $"Event {one.Position} of `{watch.Target}` `{watch.Environment}` is told by `{_told[GuardMemory.IdOf(one)]}` and by `{file.Name}`."));
        }
    }

    /// <summary>What a bundle is verified with: those by which it goes back to the run before it, and the run that it takes back.</summary>
    public IEnumerable<BundleFile> Before(Digest bundle)
    {
        var known = _byDigest[bundle];

        var previous = known.Previous;

        for (var back = 0; back < MostLooks && previous is { } digest && _byDigest.TryGetValue(digest, out var before); back++)
        {
            yield return before.File;
            previous = before.IsLook ? before.Previous : null;
        }

        if (known.RollsBack is { } run && _byRun.TryGetValue(run, out var taken) && taken != known.Previous)
        {
            yield return _byDigest[taken].File;
        }
    }

    public Claim GuardClaim() => Claims.Judge("L15", "Nothing that came past a gate is entered twice", _repeated, $"{_told.Count} events in {_looks} statements of guards.");

    private sealed record Known(BundleFile File, Digest? Previous, bool IsLook, string? RollsBack);
}
