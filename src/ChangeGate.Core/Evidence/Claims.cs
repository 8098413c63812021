namespace ChangeGate.Evidence;

/// <summary>Verdicts with their sentences.</summary>
internal static class Claims
{
    public const string NothingRan = "Nothing was proposed and nothing ran: guard and schema were looked at.";

    private const int ProblemsShown = 3;

    /// <summary>Passes when there is no problem.</summary>
    public static Claim Judge(string code, string text, IEnumerable<string> problems, string seen)
    {
        var found = problems.ToList();

        if (found.Count == 0)
        {
            return new Claim(code, text, ClaimVerdict.Pass, seen);
        }

        var shown = string.Join(" ", found.Take(ProblemsShown));
        return new Claim(code, text, ClaimVerdict.Fail, found.Count > ProblemsShown ? $"{shown} And {found.Count - ProblemsShown} more." : shown);
    }

    public static Claim Skip(string code, string text, string because) => new(code, text, ClaimVerdict.NotApplicable, because);

    /// <summary>A bundle that says what ran must have the stage; one without it proves nothing.</summary>
    public static Claim Missing(string code, string text, EvidenceStage stage) =>
        new(code, text, ClaimVerdict.Fail, $"The stage `{Signatures.Keywords.Write(stage)}` is not there or could not be read.");
}
