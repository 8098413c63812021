using ChangeGate.TestKit;
using YamlDotNet.RepresentationModel;

namespace ChangeGate.Tests.Documentation;

/// <summary>
/// What GitHub reads of this repository. The validators of the harness know workflows and actions; of forms and updates GitHub's own documentation says what
/// it takes, and shows nobody a form that is otherwise. That is held here.
/// </summary>
internal sealed class RepositoryHabitsTests
{
    private static readonly string Folder = Repository.PathTo(".github");

    private static IEnumerable<string> Forms() => Directory.GetFiles(Path.Combine(Folder, "ISSUE_TEMPLATE"), "*.yml").Select(file => Path.GetFileName(file)!).Where(name => name != "config.yml").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Workflows() => Directory.GetFiles(Path.Combine(Folder, "workflows"), "*.yml").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Forms))]
    public void A_form_is_one_that_GitHub_shows(string name)
    {
        var form = Read("ISSUE_TEMPLATE", name);
        var fields = ((YamlSequenceNode)form["body"]).Cast<YamlMappingNode>().ToList();
        var asked = fields.Where(field => $"{field["type"]}" != "markdown").ToList();

        Assert.That(Keys(form), Is.SubsetOf(new[] { "name", "description", "title", "labels", "assignees", "projects", "type", "body" }).And.SupersetOf(new[] { "name", "description", "body" }));
        Assert.That(asked, Is.Not.Empty, "A form of text alone is not shown.");
        Assert.That(asked.Select(field => $"{field["id"]}"), Is.Unique.And.All.Match("^[A-Za-z0-9_-]+$"));
        Assert.That(asked.Select(field => $"{field["attributes"]["label"]}"), Is.Unique);

        foreach (var field in fields)
        {
            var (required, allowed) = AttributesOf($"{field["type"]}");
            Assert.That(Keys(field), Is.SubsetOf(new[] { "type", "id", "attributes", "validations" }));
            Assert.That(Keys(field["attributes"]), Is.SubsetOf(required.Concat(allowed)).And.SupersetOf(required));

            if (field.Children.TryGetValue("validations", out var validations))
            {
                Assert.That(Keys(validations), Is.EqualTo(["required"]));
                Assert.That($"{validations["required"]}", Is.EqualTo("true").Or.EqualTo("false"));
            }

            if (required.Contains("options"))
            {
                Assert.That((YamlSequenceNode)field["attributes"]["options"], Is.Not.Empty.And.Unique);
            }
        }
    }

    [Test]
    public void Forms_have_names_of_their_own() => Assert.That(Forms().Select(name => $"{Read("ISSUE_TEMPLATE", name)["name"]}"), Is.Unique.And.Exactly(3).Items);

    [Test]
    public void Updates_are_asked_for_where_there_is_something_to_update()
    {
        var root = Read("dependabot.yml");
        var updates = ((YamlSequenceNode)root["updates"]).Cast<YamlMappingNode>().ToList();
        var files = new Dictionary<string, string> { ["nuget"] = "Directory.Packages.props", ["npm"] = "package-lock.json", ["github-actions"] = ".github/workflows" };

        Assert.That(Keys(root), Is.EqualTo(["version", "updates"]));
        Assert.That($"{root["version"]}", Is.EqualTo("2"));
        Assert.That(updates.Select(update => (update["package-ecosystem"], update["directory"])), Is.Unique);

        foreach (var update in updates)
        {
            Assert.That(Keys(update), Is.SubsetOf(new[] { "package-ecosystem", "directory", "schedule", "groups" }));
            Assert.That($"{update["schedule"]["interval"]}", Is.AnyOf("daily", "weekly", "monthly"));
            Assert.That(Repository.PathTo($"{update["directory"]}".TrimStart('/'), files[$"{update["package-ecosystem"]}"]), Does.Exist);
        }
    }

    [Test]
    public void Whatever_has_an_owner_is_there()
    {
        var paths = File.ReadLines(Path.Combine(Folder, "CODEOWNERS")).Where(line => line.StartsWith('/')).Select(line => line.Split(' ')[0]).ToList();

        Assert.That(paths, Is.Not.Empty);
        Assert.That(paths.Select(path => Repository.PathTo(path.Trim('/'))), Has.All.Exist);
    }

    [TestCaseSource(nameof(Workflows))]
    public void A_workflow_says_its_rights_and_pins_what_it_uses(string name)
    {
        var workflow = Read("workflows", name);
        var steps = ((YamlMappingNode)workflow["jobs"]).Children.Values.SelectMany(job => (YamlSequenceNode)job["steps"]).OfType<YamlMappingNode>();
        var uses = File.ReadLines(Path.Combine(Folder, "workflows", name)).Where(line => line.Contains("uses: ", StringComparison.Ordinal) && !line.EndsWith("uses: ./", StringComparison.Ordinal)).ToList();

        Assert.That(Keys(workflow), Does.Contain("permissions"));
        Assert.That(uses, Is.Not.Empty.And.All.Match(@"uses: [a-z-]+/[a-z-]+@[0-9a-f]{40} # v[0-9.]+$"));
        Assert.That(steps.Where(step => step.Children.TryGetValue("run", out var run) && $"{run}".Contains("${{", StringComparison.Ordinal)), Is.Empty, "What is put into a script may end it.");
    }

    [Test]
    public void The_job_that_may_publish_runs_nothing_of_the_repository()
    {
        var jobs = ((YamlMappingNode)Read("workflows", "release.yml")["jobs"]).Children.Values.Cast<YamlMappingNode>().ToList();
        var writing = jobs.Where(job => job["permissions"] is YamlMappingNode rights && rights.Children.TryGetValue("contents", out var contents) && $"{contents}" == "write").ToList();

        Assert.That(writing, Has.Count.EqualTo(1));
        Assert.That(writing.SelectMany(job => (YamlSequenceNode)job["steps"]).Select(step => $"{step}"), Has.None.Contains("actions/checkout"));
        Assert.That(jobs.Except(writing).SelectMany(job => Keys(job["permissions"])), Is.EquivalentTo(new[] { "contents", "id-token", "attestations" }));
    }

    private static (string[] Required, string[] Allowed) AttributesOf(string type) => type switch
    {
        "markdown" => (["value"], []),
        "input" => (["label"], ["description", "placeholder", "value"]),
        "textarea" => (["label"], ["description", "placeholder", "value", "render"]),
        "dropdown" => (["label", "options"], ["description", "multiple", "default"]),
        "checkboxes" => (["label", "options"], ["description"]),
        _ => throw new AssertionException($"GitHub knows no field of type '{type}'."),
    };

    private static IReadOnlyList<string> Keys(YamlNode node) => [.. ((YamlMappingNode)node).Children.Keys.Select(key => $"{key}")];

    private static YamlMappingNode Read(params string[] parts)
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(File.ReadAllText(Path.Combine([Folder, .. parts]))));

        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }
}
