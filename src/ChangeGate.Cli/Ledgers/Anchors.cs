using ChangeGate.Cli.Sources;
using ChangeGate.Evidence;
using ChangeGate.Failures;
using ChangeGate.Policies;

namespace ChangeGate.Cli.Ledgers;

/// <summary>Which anchors a person or a configuration means.</summary>
internal static class Anchors
{
    private const string Git = "git";

    /// <summary>All of the configuration.</summary>
    /// <param name="source">Where it lies; null for none.</param>
    public static IReadOnlyList<Anchor> Of(ConfigurationSource? source) => source is null ? [] : [.. source.Configuration.Evidence.Anchors.Select(setting => Of(setting, source))];

    /// <param name="written">As the option of a command says it.</param>
    public static Anchor Parse(string written) => written.Split('=', 2) switch
    {
        ["file", { Length: > 0 } path] => new FileAnchor(path),
        [Git] => new TagAnchor(TagAnchor.DefaultPrefix, ".", Remote: null),
        ["git-branch", { Length: > 0 } branch] => new BranchAnchor(branch, ".", Remote: null),
        _ => throw new GateException($"--anchor does not know '{written}'.", "Give file=FILE, git or git-branch=NAME; or configured, for all that the configuration names."),
    };

    /// <summary>What was kept. Nobody names a place where nothing is.</summary>
    /// <param name="place">As the option says it: a file, <c>git</c> for tags, or <c>git-branch=NAME</c>.</param>
    public static IReadOnlyList<AnchoredCheckpoint> Read(string place)
    {
        var anchor = place == Git || place.StartsWith("git-branch=", StringComparison.Ordinal) ? Parse(place) : new FileAnchor(place);
        var kept = anchor.Read();

        return kept.Count > 0
            ? [.. kept.Select(static one => new AnchoredCheckpoint(one.Where, one.Checkpoint))]
            : throw new GateException($"There is no checkpoint in '{anchor.Name}'.", "Name a file or branch that changegate evidence checkpoint wrote, or fetch the tags (git fetch --tags).");
    }

    /// <summary>To be held against a ledger. One that cannot be read says so.</summary>
    public static AnchorReading ReadOrSay(Anchor anchor)
    {
        try
        {
            return new AnchorReading(anchor.Name, [.. anchor.Read().Select(static one => new AnchoredCheckpoint(one.Where, one.Checkpoint))]);
        }
        catch (Exception failure) when (failure is GateException or IOException or UnauthorizedAccessException)
        {
            return new AnchorReading(anchor.Name, []) { Problem = failure is GateException { Problem: var problem } ? problem : failure.Message };
        }
    }

    private static Anchor Of(AnchorSetting setting, ConfigurationSource source)
    {
        // The configuration of a commit on GitHub starts from the folder here.
        var folder = Path.GetFullPath(source.Resolve(".")) is var there && Directory.Exists(there) ? there : ".";

        return setting.Kind switch
        {
            AnchorKind.File => new FileAnchor(source.Resolve(setting.Place)),
            AnchorKind.GitTag => new TagAnchor(setting.Place, folder, setting.Push),
            _ => new BranchAnchor(setting.Place, folder, setting.Push),
        };
    }
}
