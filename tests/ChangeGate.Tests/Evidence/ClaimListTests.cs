using System.Text.RegularExpressions;
using ChangeGate.Evidence;
using ChangeGate.TestKit;
using ChangeGate.Tests.Ledgers;

namespace ChangeGate.Tests.Evidence;

/// <summary>The claims as docs/evidence.md lists them are those of the code: all, once, and in the same words.</summary>
internal sealed partial class ClaimListTests
{
    private static readonly Dictionary<string, string> Documented = Row().Matches(File.ReadAllText(Repository.PathTo("docs", "evidence.md"))).ToDictionary(static row => row.Groups[1].Value, static row => row.Groups[2].Value);

    /// <summary>What one check of everything says: every claim is in its answer, whatever its verdict.</summary>
    private static IEnumerable<Claim> Claims()
    {
        var ledger = SampleLedger.CreateSmall();
        var copy = SampleLedger.CopyOf(ledger.Files, ledger.BundleFiles);

        return
        [
            .. EvidenceVerifier.Verify(System.Text.Encoding.UTF8.GetBytes(new SampleRun().Bundle.ToJson()), SampleRun.Trust(SampleRun.Runner)).Claims,
            .. LedgerAudit.Check(copy, [SampleLedger.Key.PublicKey]).Claims,
            .. AuditExport.Create(copy, [SampleLedger.Key.PublicKey], AuditPeriod.Parse("2026-03"), journal: null).Completeness.Claims,
        ];
    }

    [Test]
    public void Every_claim_is_listed_in_its_own_words() => Assert.That(Claims().ToDictionary(static claim => claim.Code, static claim => claim.Text), Is.EquivalentTo(Documented));

    [Test]
    public void No_code_stands_in_the_source_that_no_check_says()
    {
        var folder = Repository.PathTo("src", "ChangeGate.Core", "Evidence");
        var written = Directory.EnumerateFiles(folder, "*.cs").SelectMany(static file => Code().Matches(File.ReadAllText(file))).Select(static code => code.Groups[1].Value).Distinct();

        Assert.That(written, Is.EquivalentTo(Documented.Keys));
    }

    [GeneratedRegex(@"^\| ([ELX]\d\d) \| ([^|]+?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("\"([ELX]\\d\\d)\"")]
    private static partial Regex Code();
}
