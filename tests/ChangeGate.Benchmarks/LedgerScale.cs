using System.Diagnostics;
using System.Text;
using ChangeGate.Changes;
using ChangeGate.Cli.Ledgers;
using ChangeGate.Evidence;
using ChangeGate.Ledgers;
using ChangeGate.Signatures;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.Benchmarks;

/// <summary>What a ledger of many entries costs: to add to it, to open it, to prove an entry of it, to verify a bundle by it, to read all of it again; and what it takes on the disk.</summary>
internal static class LedgerScale
{
    private const int Batch = 1_000;

    private const int OfARun = 7;

    private const int Samples = 200;

    public static void Measure(string folder, int entries)
    {
        using var key = SigningKey.Create();
        Append(folder, key, entries);
        var ofRuns = AppendRuns(folder, key);
        var bundle = EvidenceBundle.Create(SampleJudgements.Approved, null, new EvidenceContext { Id = "measured", Environment = "production", RecordedAt = DateTimeOffset.UnixEpoch, Tool = "changegate", Sql = SqlDialects.For(Dialect.PostgreSql) }, key);
        var place = Open(folder, key, ledger =>
        {
            ledger.Append([.. LedgerEntries.Of(bundle).Select(static entry => (ReadOnlyMemory<byte>)entry.Write())]);
            return ledger.Checkpoint.Checkpoint.Size - 1;
        });
        Console.WriteLine($"append of one run with its checkpoint: {ofRuns}");
        Console.WriteLine($"open: {Times(() => Open(folder, key, static _ => 0))}");
        Say(folder, place);

        var random = new Random(1);
        Console.WriteLine($"proof of one entry: {Times(() => Prove(folder, random.NextInt64(place)))}");
        var proof = Prove(folder, place);
        var file = Encoding.UTF8.GetBytes(bundle.ToJson());
        var options = new VerificationOptions { TrustedKeys = [key.PublicKey], Ledger = LedgerExcerpt.Of(bundle, proof) };
        Console.WriteLine($"verify of a bundle of {file.Length / 1024} kB with its proof: {Times(() => EvidenceVerifier.Verify(file, options))}");
        Console.WriteLine($"  E24 and E25: {string.Join(", ", EvidenceVerifier.Verify(file, options).Claims.Where(static claim => claim.Code is "E24" or "E25").Select(static claim => claim.Verdict))}");
        Check(folder, key);
    }

    private static void Append(string folder, SigningKey key, int entries)
    {
        var started = Stopwatch.GetTimestamp();
        var worst = TimeSpan.Zero;

        Open(folder, key, ledger =>
        {
            for (var first = 0; first < entries; first += Batch)
            {
                var batch = Some(first, Math.Min(Batch, entries - first));
                var begun = Stopwatch.GetTimestamp();
                ledger.Append(batch);
                worst = Stopwatch.GetElapsedTime(begun) is var took && took > worst ? took : worst;
            }

            return 0;
        });
        var took = Stopwatch.GetElapsedTime(started);
        Console.WriteLine($"append of {entries} entries in batches of {Batch}, each with its checkpoint: {took.TotalSeconds:0.0} s, {entries / took.TotalSeconds:0} entries/s, worst batch {worst.TotalMilliseconds:0} ms");
    }

    private static string AppendRuns(string folder, SigningKey key) => Open(folder, key, ledger => Times(() =>
    {
        ledger.Append(Some((int)ledger.Checkpoint.Checkpoint.Size, OfARun));
    }));

    private static void Check(string folder, SigningKey key)
    {
        var files = new LedgerFiles(folder);
        var started = Stopwatch.GetTimestamp();
        var audit = LedgerAudit.Check(new LedgerCopy(files.TryRead("checkpoint"), files.TilePaths(), files.TryRead) { Bundles = [] }, [key.PublicKey]);

        // The bundles of made-up entries are nowhere.
        var failing = audit.Claims.Where(static claim => claim.Verdict == ClaimVerdict.Fail).Select(static claim => claim.Code);
        Console.WriteLine($"check of all: {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s, fails {string.Join(", ", failing)}; peak memory {Process.GetCurrentProcess().PeakWorkingSet64 / 1024 / 1024} MB");
    }

    private static void Say(string folder, long entries)
    {
        var files = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(static file => new FileInfo(file)).ToLookup(static file => file.FullName.Contains("/entries/", StringComparison.Ordinal), static file => file.Length);
        Console.WriteLine($"on the disk: {files[true].Count()} files of entries with {files[true].Sum()} bytes, {files[false].Count()} others with {files[false].Sum()}; {(files[true].Sum() + files[false].Sum()) / (double)entries:0} bytes an entry");
    }

    private static LogProof Prove(string folder, long index)
    {
        var files = new LedgerFiles(folder);

        return files.Prove(files.ReadCheckpoint(), index);
    }

    private static T Open<T>(string folder, SigningKey key, Func<LedgerFolder, T> work)
    {
        using var ledger = LedgerFolder.Open(folder, key, [key.PublicKey]);

        return work(ledger);
    }

    private static string Times(Action work)
    {
        var times = new List<double>();

        for (var round = 0; round < Samples; round++)
        {
            var started = Stopwatch.GetTimestamp();
            work();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        times.Sort();
        return $"median {times[Samples / 2]:0.00} ms, 99th of 100 {times[Samples * 99 / 100]:0.00} ms, first or worst {times[^1]:0.00} ms";
    }

    private static List<ReadOnlyMemory<byte>> Some(int first, int count) => [.. Enumerable.Range(first, count).Select(static number => (ReadOnlyMemory<byte>)new LedgerEntry
    {
        PredicateType = "urn:changegate:evidence:decision:v1",
        Payload = Digest.Of($"statement {number}"),
        Bundle = Digest.Of($"bundle {number / OfARun}"),
        Number = (number % OfARun) + 1,
        Of = OfARun,
        Run = Digest.Of($"run {number / OfARun}").Hex[..32],
        Target = "shop",
        Environment = "production",
        At = DateTimeOffset.UnixEpoch.AddMinutes(number),
    }.Write())];
}
