using System.CommandLine;
using ChangeGate.Cli;
using ChangeGate.Cli.Manual;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Documentation;

internal sealed class CommandPageTests
{
    private static IEnumerable<TestCaseData> Verbs() => Verb.All(CommandLine.Build()).Select(verb => new TestCaseData(verb.Path).SetArgDisplayNames(verb.Name));

    [Test]
    public void The_page_is_up_to_date() => Golden.CheckFile(CommandPage.Render(CommandLine.Build()), Repository.PathTo("docs", "commands.md"));

    [TestCaseSource(nameof(Verbs))]
    public void A_command_and_its_options_say_what_they_do(string path)
    {
        var verb = Find(path);

        Assert.That(verb.Description, Does.Match(@"^[A-Z].*\S$"));
        Assert.That(verb.Options.Where(option => option.Option is not VersionOption).Select(option => option.Description).Concat(verb.Arguments.Select(argument => argument.Description)), Has.All.Match(@"^\S.*\.$"));
    }

    [TestCaseSource(nameof(Verbs))]
    public void JSON_names_a_schema_that_exists(string path)
    {
        var verb = Find(path);
        var writesJson = verb.Options.Any(option => option.Option.Name == "--format" && option.Words.Contains("json"));

        Assert.That(verb.Schemas, writesJson ? Is.Not.Empty : Is.Empty);
        Assert.That(verb.Schemas.Select(schema => Repository.PathTo("docs", "schema", $"{schema}.schema.json")), Has.All.Exist);
    }

    [Test]
    public void Every_schema_belongs_to_a_command() => Assert.That(
        Directory.GetFiles(Repository.PathTo("docs", "schema"), "*.schema.json").Select(file => Path.GetFileName(file)[..^".schema.json".Length]),
        Is.EquivalentTo(Verb.All(CommandLine.Build()).SelectMany(verb => verb.Schemas).Distinct().Append("changegate")), "The configuration is read; all else is written by a command.");

    private static Verb Find(string path) => Verb.All(CommandLine.Build()).Single(verb => verb.Path == path);
}
