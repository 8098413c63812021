using ChangeGate.Text;

namespace ChangeGate.Policies;

/// <summary>Reads <c>changegate.yml</c>. YAML is taken at its plainest, so the file means what it shows.</summary>
public static class PolicyFile
{
    /// <summary>Keys that name a file stay names: a host reads them.</summary>
    public static Configuration Read(SourceText yaml) => Read(yaml, path => path);

    /// <param name="readKey">Gives the text of a file of keys that the configuration names, read from where the policy was read.</param>
    public static Configuration Read(SourceText yaml, Func<string, string> readKey)
    {
        var root = YamlText.Read(yaml, YamlUse.Plain)
            ?? throw new Place(yaml.Path, new LinePosition(1, 1)).Error("the file is empty.", "Write `version: 1` and at least one target, or remove the file to use the built-in policy.");

        return ConfigurationReader.Read(root, Digest.Of(yaml.Content), readKey);
    }
}
