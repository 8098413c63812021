using System.Globalization;
using System.Text.RegularExpressions;
using ChangeGate.Reports;
using ChangeGate.Reports.Ci;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Reports.Ci;

/// <summary>What runners read out of a log, read here as they read it: hostile names must not become commands of their own.</summary>
internal sealed partial class CiCommandTests
{
    private static readonly string[] TeamcityNames = ["inspectionType", "inspection", "buildStatisticValue", "buildProblem"];

    private static readonly string[] Attacks =
    [
        "']\n##teamcity[buildStatus status='SUCCESS']", "|']##teamcity[setParameter name='env.X' value='y']", "|", "||'", "|n", "|0x0027", "'", "]",
        "]##vso[task.setvariable variable=x]y", "%5D##vso[task.complete result=Succeeded]", ";type=warning", "%3Btype=warning", "%0A##vso[task.setvariable variable=x]y", "%AZP250A", "%VSTS0A", "%250A", "%0a",
        "\n##vso[task.setvariable variable=x]y", "###vso[x]y", "##VSO[x]y", "##[section]x", "]]></failure><testcase name='x'/>", "\n::error::x", "\r\n\t::set-output name=x::y",
    ];

    [TestCaseSource(nameof(Attacks))]
    public void A_name_that_attacks_is_no_command(string attack) => HoldsForAll($"a{attack}b");

    [Test]
    public void No_name_is_a_command() => HostileNames.Each(60, HoldsForAll);

    [Test]
    public void Teamcity_gives_a_value_back() => HostileNames.Each(200, static text =>
    {
        var value = TeamcityReport.Value(text);

        Assert.That(value, Does.Match(@"^(?:[^'|\[\]\r\n\u0080-\uffff]|\|['|\[\]]|\|0x[0-9A-F]{4})*$"));
        Assert.That(TeamcityText(value), Is.EqualTo(Escape.Visible(text)));
    });

    [Test]
    public void Azure_gives_a_value_back_whether_or_not_it_decodes_percent_signs() => HostileNames.Each(200, static text =>
    {
        Assert.That(AzureReport.Property(text), Does.Not.Match("[;\\]\r\n]"));

        foreach (var decodes in new[] { false, true })
        {
            Assert.That(AzureText(AzureReport.Property(text), decodes), Is.EqualTo(AzureReport.Data(text)));
            Assert.That(AzureText(AzureReport.Data(text), decodes), Is.EqualTo(AzureReport.Data(text)).And.Not.Match("[\r\n]"));
        }
    });

    [Test]
    public void A_document_on_standard_output_holds_no_command() => HostileNames.Each(60, static name =>
    {
        var document = Escape.Output(MarkdownReport.Render(SampleJudgements.Named(name), ReportOptions.Default));

        Assert.That(document, Does.Not.Match(@"##[A-Za-z]*\["));
        Assert.That(document.Split('\n').Select(static line => line.TrimStart()), Has.None.StartsWith("::"));
    });

    [TestCase("a ##vso[x]y", "a #⟨U+0023⟩vso[x]y")]
    [TestCase("## Title [x]", "## Title [x]")]
    [TestCase("x\n  ::error::y\na::b", "x\n  :⟨U+003A⟩error::y\na::b")]
    public void Only_commands_are_spelled(string document, string output) => Assert.That(Escape.Output(document), Is.EqualTo(output));

    private static void HoldsForAll(string name)
    {
        var judgement = SampleJudgements.Named(name);
        var teamcity = TeamcityReport.Write([judgement], ReportOptions.Default).TrimEnd('\n').Split('\n');
        var azure = AzureReport.Write([judgement], ReportOptions.Default).TrimEnd('\n').Split('\n');

        using (Assert.EnterMultipleScope())
        {
            // As many lines as with a harmless name, each one command of ours and no other in it.
            Assert.That(teamcity, Has.Length.EqualTo(TeamcityReport.Write([SampleJudgements.Pending], ReportOptions.Default).TrimEnd('\n').Split('\n').Length));
            Assert.That(teamcity, Has.All.Match(@"^##teamcity\[[A-Za-z]+( [A-Za-z]+='(?:[^'|\[\]]|\|['|\[\]]|\|0x[0-9A-F]{4})*')+\]$"));
            Assert.That(teamcity.Select(static line => TeamcityName().Match(line).Groups[1].Value).Distinct(), Is.SubsetOf(TeamcityNames));
            Assert.That(azure, Has.Length.EqualTo(AzureReport.Write([SampleJudgements.Pending], ReportOptions.Default).TrimEnd('\n').Split('\n').Length));
            Assert.That(azure, Has.All.Match(@"^##vso\[task\.logissue type=(?:error|warning)(?:;[a-z]+=[^;\]]*)*\]"));
            Assert.That(azure.Select(static line => line[6..]), Has.None.Match(RunnerCommand().ToString()));
            Assert.That(RunnerCommand().IsMatch(JunitReport.Write([judgement], ReportOptions.Default)), Is.False);
            Assert.That(RunnerCommand().IsMatch(GitlabReport.Write([judgement])), Is.False);
            Assert.That(RunnerCommand().IsMatch(JsonReport.Write(judgement)), Is.False);
        }
    }

    private static string TeamcityText(string value) => TeamcityEscape().Replace(value, static match => match.Value switch
    {
        ['|', '0', 'x', ..] code => ((char)int.Parse(code[3..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(),
        var sign => sign[1..],
    });

    // As the agent does it: one replacement after the other.
    private static string AzureText(string value, bool decodesPercents)
    {
        var text = value.Replace("%3B", ";").Replace("%0D", "\r").Replace("%0A", "\n").Replace("%5D", "]");
        return decodesPercents ? text.Replace("%VSTS", "%").Replace("%AZP25", "%") : text;
    }

    [GeneratedRegex(@"^##teamcity\[([A-Za-z]+)")]
    private static partial Regex TeamcityName();

    [GeneratedRegex(@"\|(?:0x[0-9A-F]{4}|.)")]
    private static partial Regex TeamcityEscape();

    [GeneratedRegex(@"##[A-Za-z]*\[")]
    private static partial Regex RunnerCommand();
}
