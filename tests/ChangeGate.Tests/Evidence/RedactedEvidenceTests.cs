using System.Text;
using ChangeGate.Evidence;
using ChangeGate.Migrations;
using ChangeGate.Runs;
using ChangeGate.Text;

namespace ChangeGate.Tests.Evidence;

internal sealed class RedactedEvidenceTests
{
    private const string Secret = "hunter2-hunter2";

    private const string Insert = $"INSERT INTO \"a b\" (id, password) VALUES (1, '{Secret}')";

    private const string Script = $"BEGIN; CREATE TABLE \"a b\" (id int); {Insert}; COMMIT";

    private const string DownScript = $"UPDATE users SET password = '{Secret}'";

    private static readonly SampleRun Plain = new();

    private static readonly SampleRun Sample = Plain with
    {
        Set = Plain.Set with
        {
            Proposed =
            [
                Plain.Set.Proposed[0],
                SampleRun.Migration("0003_ä.sql", Script) with { Down = new ReverseScript("0003_ä.down.sql", Digest.Of(DownScript), new SourceText("0003_ä.down.sql", DownScript)) },
            ],
        },
    };

    private static readonly RunReport Run = Sample.Run with
    {
        Outcome = RunOutcome.Failed,
        Because = $"The engine refused statement 3: near \"{Secret}\".",
        Statements = [.. Sample.Run.Statements.SkipLast(1), SampleRun.Ran("0003_ä.sql", 3, Insert, 4, RunOutcome.Failed) with { Error = $"near {Secret}" }],
        Migrations = [Sample.Run.Migrations[0]],
    };

    private static readonly EvidenceBundle Bundle = EvidenceBundle.Create(Sample.Judgement, Run, SampleRun.Context, SampleRun.Runner);

    [Test]
    public void What_was_taken_out_stands_nowhere_in_the_bundle()
    {
        var payloads = string.Concat(Bundle.Envelopes.Select(static envelope => Encoding.UTF8.GetString(envelope.Payload.AsSpan())));

        Assert.That(payloads, Does.Not.Contain(Secret).And.Not.Contain(Convert.ToBase64String(Encoding.UTF8.GetBytes(Script))[..40]));
        Assert.That(payloads, Does.Contain("\"reason\":\"password\"").And.Contain("VALUES (1, '•••••••••••••••')").And.Contain("near •••••••••••••••"));
    }

    [Test]
    public void It_verifies_and_says_what_is_missing()
    {
        var claims = Verify(Bundle, SampleRun.Trust(SampleRun.Runner));

        Assert.That(claims.Where(static claim => claim.Verdict == ClaimVerdict.Fail).Select(static claim => $"{claim.Code} {claim.Because}"), Is.Empty);
        Assert.That(claims.Single(static claim => claim.Code == "E07").Because, Does.Contain("2 places in 2 of them"));
    }

    [Test]
    public void Its_files_are_held_against_the_whole_digests()
    {
        Assert.That(VerdictOfFiles(Script), Is.EqualTo(ClaimVerdict.Pass));
        Assert.That(VerdictOfFiles(Script.Replace("hunter2-", "hunter3-")), Is.EqualTo(ClaimVerdict.Fail));
    }

    [TestCase("\"length\":15", "\"length\":16")]
    [TestCase("\"length\":15", "\"length\":150000")]
    [TestCase("•••••••••••••••')", "•••••••••••••••') ")]
    [TestCase("(id int)", "(id bit)")]
    [TestCase("•••••••••••••••", "hunter3-hunter3")]
    [TestCase("\"text\":", "\"txet\":")]
    public void A_signer_who_takes_out_something_else_is_caught(string told, string otherwise)
    {
        Assert.That(Verify(Forged(told, otherwise), SampleRun.Trust(SampleRun.Runner)).Any(static claim => claim.Verdict == ClaimVerdict.Fail), told);
    }

    [TestCase("\"length\":15", "\"length\":14")]
    [TestCase("; COMMIT\"", "; COMMIT --x\"")]
    public void A_script_that_tells_something_else_than_its_file_is_caught_with_the_file(string told, string otherwise)
    {
        Assert.That(VerdictOfFiles(Script, Forged(told, otherwise)), Is.EqualTo(ClaimVerdict.Fail));
    }

    private static EvidenceBundle Forged(string told, string otherwise)
    {
        var payload = Encoding.UTF8.GetString(Bundle.Envelopes[0].Payload.AsSpan());
        var at = payload.IndexOf(told, payload.IndexOf("0003_ä.sql", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.That(at, Is.Positive);

        return EvidenceFieldTests.Resign(Bundle, 0, Encoding.UTF8.GetBytes(payload[..at] + otherwise + payload[(at + told.Length)..]));
    }

    private static ClaimVerdict VerdictOfFiles(string script, EvidenceBundle? bundle = null) => Verify(bundle ?? Bundle, SampleRun.Trust(SampleRun.Runner) with
    {
        Migrations =
        [
            new ScriptFile("0002_drop_email.sql", Encoding.UTF8.GetBytes(Sample.Set.Proposed[0].Text.Content)),
            new ScriptFile("0002_drop_email.down.sql", Encoding.UTF8.GetBytes(Sample.Set.Proposed[0].Down!.Text.Content)),
            new ScriptFile("0003_ä.sql", Encoding.UTF8.GetBytes(script)),
            new ScriptFile("0003_ä.down.sql", Encoding.UTF8.GetBytes(DownScript)),
        ],
    }).Single(static claim => claim.Code == "E18").Verdict;

    private static EquatableList<Claim> Verify(EvidenceBundle bundle, VerificationOptions options) => EvidenceVerifier.Verify(Encoding.UTF8.GetBytes(bundle.ToJson()), options).Claims;
}
