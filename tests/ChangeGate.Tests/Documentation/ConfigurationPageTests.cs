using System.Text.Json;
using ChangeGate.Policies;
using ChangeGate.TestKit;
using ChangeGate.Text;
using YamlDotNet.RepresentationModel;

namespace ChangeGate.Tests.Documentation;

internal sealed class ConfigurationPageTests
{
    private static readonly string Example = File.ReadAllText(Repository.PathTo("docs", "configuration.example.yml"));

    [Test]
    public void The_page_is_up_to_date() => Golden.CheckFile(Page().Render(), Repository.PathTo("docs", "configuration.md"));

    [Test]
    public void Every_key_has_an_example() => Assert.That(Page().WithoutExample(), Is.Empty, "docs/configuration.example.yml lacks them.");

    [Test]
    public void Every_key_is_described() => Assert.That(Page().WithoutDescription(), Is.Empty);

    [Test]
    public void The_gate_reads_the_example()
    {
        var configuration = PolicyFile.Read(new SourceText("changegate.yml", Example));

        Assert.That(configuration.Targets.Single().Environments.Select(environment => environment.Name), Is.EquivalentTo(new[] { "production", "tenants" }));
    }

    private static ConfigurationPage Page()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Example));

        return new ConfigurationPage(
            JsonDocument.Parse(File.ReadAllText(Repository.PathTo("docs", "schema", "changegate.schema.json"))).RootElement,
            (YamlMappingNode)yaml.Documents[0].RootNode);
    }
}
