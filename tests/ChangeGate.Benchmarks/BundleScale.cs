using System.Globalization;
using ChangeGate.Changes;
using ChangeGate.Cli.Ledgers;
using ChangeGate.Evidence;
using ChangeGate.Signatures;
using ChangeGate.Sql;
using ChangeGate.TestKit;
using ChangeGate.Text;

namespace ChangeGate.Benchmarks;

/// <summary>A folder of many bundles that each name the one before, with their ledger and the public key: what `evidence check` and `evidence export` are measured on.</summary>
internal static class BundleScale
{
    private static readonly DateTimeOffset First = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static void Write(string folder, int count)
    {
        using var key = SigningKey.Create();
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "runner.pub.pem"), key.PublicKey.Pem);
        Digest? previous = null;

        for (var number = 0; number < count; number++)
        {
            var at = First.AddMinutes(number);
            var bundle = EvidenceBundle.Create(SampleJudgements.Approved, null, new EvidenceContext { Id = $"run-{number}", Environment = "production", RecordedAt = at, Tool = "changegate", Previous = previous, Sql = SqlDialects.For(Dialect.PostgreSql) }, key);
            previous = bundle.Digest;
            File.WriteAllText(Path.Combine(folder, $"shop.production.{at.ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)}.{number}{BundleLedger.BundleSuffix}"), bundle.ToJson());
        }

        BundleLedger.Open(folder, key, []);
    }
}
