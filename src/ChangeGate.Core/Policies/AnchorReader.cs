using System.Text.RegularExpressions;
using ChangeGate.Text;

namespace ChangeGate.Policies;

/// <summary>Reads <c>anchors:</c> of <c>evidence:</c>.</summary>
internal static partial class AnchorReader
{
    private static readonly (string Key, AnchorKind Kind)[] Kinds = [("file", AnchorKind.File), ("gitTag", AnchorKind.GitTag), ("gitBranch", AnchorKind.GitBranch)];

    public static EquatableList<AnchorSetting> Read(ConfigurationNode node) => node is ListNode { Items.Count: > 0 } list
        ? [.. list.Items.Select(ReadAnchor)]
        : throw node.Place.Error($"`anchors` is {node.Kind} where a list is expected.", "Write at least one item: `- { file: PATH }`, `- { gitTag: PREFIX }` or `- { gitBranch: NAME }`.");

    private static AnchorSetting ReadAnchor(ConfigurationNode node)
    {
        var section = Section.Read(node, "the anchor", ConfigurationKeys.Anchor);
        var push = section.FindText("push");

        if (Kinds.Where(kind => section.Find(kind.Key) is not null).ToList() is not [var (key, kind)])
        {
            throw section.Place.Error("an anchor is one place.", "Write exactly one of `file`, `gitTag` and `gitBranch` in each item.");
        }

        var place = section.RequireText(key, "a name").Trim();

        if (kind == AnchorKind.File)
        {
            return push is null ? new AnchorSetting(kind, place) : throw section.Find("push")!.Place.Error("a file is not pushed.", "Leave `push` out, or anchor in `gitTag` or `gitBranch`."); // Found before.
        }

        if (!GitName().IsMatch(place))
        {
            throw section.Find(key)!.Place.Error($"`{key}` is {ConfigurationNode.Quote(place)}.", "Begin with a Latin letter or digit, and use these and `.`, `_`, `/` and `-`."); // Required before.
        }

        // A name, and no address: those can make git run programs.
        return push is null || Remote().IsMatch(push)
            ? new AnchorSetting(kind, place, push)
            : throw section.Find("push")!.Place.Error($"`push` is {ConfigurationNode.Quote(push)}.", "Name a remote of the repository, such as `origin`."); // Found before.
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._/-]*\z")]
    private static partial Regex GitName();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*\z")]
    private static partial Regex Remote();
}
