using System.Text.RegularExpressions;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>
/// Which statements psql passes over by <c>\if</c> with a plain truth value (psql, "Meta-Commands"). A variable or an expression may be either, so both
/// branches count. Where a command stands inside a statement or out of its place, nothing is passed over any more.
/// </summary>
internal sealed partial class ScriptBranches
{
    private enum Branch
    {
        Taken,
        Perhaps,
        Skipped,
    }

    private readonly Stack<(bool OuterSkipped, bool EarlierTaken, bool EarlierPerhaps, Branch Now)> _open = new();

    private bool _isLost;

    private bool _hasQuit;

    public bool Skips => !_isLost && (_hasQuit || (_open.TryPeek(out var top) && top.Now == Branch.Skipped));

    /// <summary>The script cannot be followed as psql would.</summary>
    public void Lose() => _isLost = true;

    /// <summary>Takes a command that stands between statements. False where it is none of these, or its value is not known.</summary>
    public bool Follow(string command)
    {
        if (Conditional().Match(command) is not { Success: true } match)
        {
            var skipped = Skips;
            _hasQuit |= command is "\\q" or "\\quit" && !_isLost && _open.All(static branch => branch.Now != Branch.Perhaps);

            return skipped || _hasQuit;
        }

        bool? value = match.Groups["value"].Value.ToLowerInvariant() switch
        {
            "true" or "on" or "yes" or "1" => true,
            "false" or "off" or "no" or "0" => false,
            _ => null,
        };

        switch (match.Groups["name"].Value)
        {
            case "if":
                _open.Push(Next(Skips, earlierTaken: false, earlierPerhaps: false, value));
                return value is not null;
            case "endif" when _open.Count > 0:
                _open.Pop();
                return true;
            case "elif" when _open.TryPop(out var before):
                _open.Push(Next(before.OuterSkipped, before.EarlierTaken || before.Now == Branch.Taken, before.EarlierPerhaps || before.Now == Branch.Perhaps, value));
                return value is not null;
            case "else" when _open.TryPop(out var before):
                _open.Push(Next(before.OuterSkipped, before.EarlierTaken || before.Now == Branch.Taken, before.EarlierPerhaps || before.Now == Branch.Perhaps, true));
                return true;
            default:
                Lose();
                return false;
        }
    }

    private static (bool, bool, bool, Branch) Next(bool outerSkipped, bool earlierTaken, bool earlierPerhaps, bool? value) =>
        (outerSkipped, earlierTaken, earlierPerhaps, (outerSkipped || earlierTaken, value) switch
        {
            (true, _) or (_, false) => Branch.Skipped,
            (_, true) when !earlierPerhaps => Branch.Taken,
            _ => Branch.Perhaps,
        });

    [GeneratedRegex("""^\\(?<name>if|elif|else|endif)(\s+(?<value>[^\s\\].*))?$""", RegexOptions.ExplicitCapture)]
    private static partial Regex Conditional();
}
