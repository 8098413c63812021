using ChangeGate.Evidence;
using ChangeGate.Text;

namespace ChangeGate.Reports.Terminal;

/// <summary>What came of checking a bundle: a line per claim, with what was seen where it fails.</summary>
public static class ConsoleVerification
{
    public static EquatableList<ConsoleLine> Render(Verification verification, int width = 80)
    {
        var writer = new ConsoleWriter(width);

        foreach (var claim in verification.Claims)
        {
            WriteClaim(writer, claim);
        }

        var failed = verification.Claims.Count(claim => claim.Verdict == ClaimVerdict.Fail);
        var passed = verification.Claims.Count(claim => claim.Verdict == ClaimVerdict.Pass);
        var tone = verification.Passes ? Tone.Good : Tone.Bad;
        writer.Blank().Paragraph(2, ConsoleWriter.Mark(tone), new(verification.Passes ? "PASS" : "FAIL", ConsoleWriter.StyleOf(tone)),
            new($": {Wording.Count(passed, "claim holds", "claims hold")}, {(failed == 0 ? "none fails" : Wording.Count(failed, "fails", "fail"))}."));
        return writer.Lines;
    }

    private static void WriteClaim(ConsoleWriter writer, Claim claim)
    {
        var (word, tone) = claim.Verdict switch
        {
            ClaimVerdict.Pass => ("PASS", Tone.Good),
            ClaimVerdict.NotApplicable => ("n/a ", Tone.Unknown),
            _ => ("FAIL", Tone.Bad),
        };
        writer.Paragraph(12, [ConsoleWriter.Mark(tone), new($"{word} {claim.Code} ", ConsoleWriter.StyleOf(tone)), .. ConsoleWriter.Words(claim.Text)]);

        if (claim.Verdict != ClaimVerdict.Pass)
        {
            writer.Paragraph(12, [new(new string(' ', 12)), .. ConsoleWriter.Words(claim.Because, ConsoleStyle.Muted)]);
        }
    }
}
