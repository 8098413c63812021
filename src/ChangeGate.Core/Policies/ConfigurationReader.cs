using ChangeGate.Redaction;
using ChangeGate.Text;

namespace ChangeGate.Policies;

/// <summary>From the file's values to the configuration.</summary>
internal static class ConfigurationReader
{
    public static Configuration Read(ConfigurationNode root, Digest digest, Func<string, string> readKey)
    {
        if (root is ScalarNode { IsNull: true })
        {
            throw root.Place.Error("the file says nothing.", "Write `version: 1` and at least one target, or remove the file to use the built-in policy.");
        }

        var section = Section.Read(root, "the configuration", ConfigurationKeys.Root);
        var version = section.Require("version", "`1`");

        if (version is not ScalarNode { Value: "1" })
        {
            throw version.Place.Error("`version` is not one that this program knows.", "Write `version: 1`.");
        }

        var targets = section.Find("targets") is { } node ? TargetReader.Read(node, readKey) : [];

        return new Configuration
        {
            Targets = targets,
            Policy = section.Find("policy") is { } policy
                ? new PolicyReader([.. targets.Select(target => target.Name)], readKey).Read(policy, digest)
                : BuiltInPolicy.Policy,
            Agents = section.Find("agents") is { } agents ? AgentReader.Read(agents) : [],
            KeepArchives = section.Find("archives") is { } archives && Section.Read(archives, "`archives`", ConfigurationKeys.Archives).Find("keep") is { } keep ? Section.Duration(keep, "`keep`") : null,
            Identity = section.Find("identity") is { } identity ? IdentityReader.Read(identity, readKey) : IdentitySettings.None,
            Evidence = section.Find("evidence") is { } evidence ? ReadEvidence(evidence) : new EvidenceSettings(),
        };
    }

    private static EvidenceSettings ReadEvidence(ConfigurationNode node)
    {
        var section = Section.Read(node, "`evidence`", ConfigurationKeys.Evidence);
        var key = section.FindText("key");

        if (key is not null && key.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            throw section.Find("key")!.Place.Error("`key` holds a private key itself.", "Take it out of the file at once, count it as lost, and name a file or a variable (`${CHANGEGATE_KEY}`) instead.");
        }

        return new EvidenceSettings
        {
            Folder = section.FindText("folder") ?? new EvidenceSettings().Folder,
            Key = key,
            Redact = section.FindWord("redact", ["secrets", "values"]) == "values" ? RedactionScope.Values : RedactionScope.Secrets,
            Anchors = section.Find("anchors") is { } anchors ? AnchorReader.Read(anchors) : [],
        };
    }
}
