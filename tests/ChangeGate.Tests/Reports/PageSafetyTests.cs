using System.Text.RegularExpressions;
using ChangeGate.Reports;
using ChangeGate.Reports.Diagrams;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Reports;

internal sealed partial class PageSafetyTests
{
    [Test]
    public void A_name_changes_no_structure_of_a_page()
    {
        var plain = Structure("plain");

        HostileNames.Each(40, name => Assert.That(Structure(name), Is.EqualTo(plain)));
    }

    [Test]
    public void A_page_has_no_script_no_handler_and_no_address_of_anybody_else() =>
        HostileNames.Each(40, name =>
        {
            var tags = Read(name).Tags;

            Assert.That(tags.Where(tag => Foreign().IsMatch(Values().Replace(tag, ""))), Is.Empty);
            Assert.That(tags.Where(tag => tag.StartsWith("<a ", StringComparison.Ordinal)), Has.All.StartWith("<a href=\"#"));
        });

    [Test]
    public void A_page_forbids_everything_but_its_own_style()
    {
        var page = HtmlReport.Render(SampleJudgements.Pending, ReportOptions.Default);
        var style = page[(page.IndexOf("<style>", StringComparison.Ordinal) + 7)..page.IndexOf("</style>", StringComparison.Ordinal)];
        var digest = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(style)));

        Assert.That(page, Does.Contain($"content=\"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'\""));
        Assert.That(Read("plain").Tags.Where(tag => tag.Contains(" style=", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Only_a_plain_web_address_becomes_a_link() =>
        Assert.That(HtmlReport.Render(SampleJudgements.Pending, new ReportOptions { RulesUrl = "javascript:alert(1)//" }), Does.Not.Contain("javascript:"));

    [Test]
    public void A_diagram_has_only_the_characters_that_Mermaid_allows() =>
        HostileNames.Each(60, name =>
        {
            var (before, after) = ErDiagram.Render(ReportedSchema.Of(SampleRehearsals.Named(name).Assessment, SampleJudgements.Written).Touched);

            Assert.That($"{before}{after}".TrimEnd('\n').Split('\n').Where(line => !DiagramLine().IsMatch(line)), Is.Empty);
        });

    [Test]
    public void Passwords_are_blanked() =>
        Assert.That(
            SecretMask.Apply("CREATE ROLE app LOGIN PASSWORD 'hunter2'; CREATE SUBSCRIPTION s CONNECTION 'host=h password=hunter2'; ALTER ROLE app PASSWORD E'hun''ter2'"),
            Is.EqualTo("CREATE ROLE app LOGIN PASSWORD '•••'; CREATE SUBSCRIPTION s CONNECTION 'host=h password=•••'; ALTER ROLE app PASSWORD '•••'"));

    private static Markup Read(string name) => Markup.Of(HtmlReport.Render(SampleRehearsals.Named(name), ReportOptions.Default));

    // A name with line feeds makes a script of more lines, and tables are drawn in the order of their names.
    private static List<string> Structure(string name) =>
        [.. Read(name).Skeleton.Where(tag => !tag.StartsWith("<span", StringComparison.Ordinal) && tag != "</span>").Select(tag => Attributes().Replace(tag, "")).Order(StringComparer.Ordinal)];

    [GeneratedRegex("""^</?(script|iframe|object|embed|link|base|form|img|image|use|foreignObject|animate|set)\b|\s(on\w+|src|srcset|style|xlink:href)\b""", RegexOptions.IgnoreCase)]
    private static partial Regex Foreign();

    [GeneratedRegex("""="[^"]*"|'[^']*'""")]
    private static partial Regex Values();

    [GeneratedRegex("""\s(aria-label|d|cx|cy|x|y|width|height|viewBox)="[^"]*"|<title>""")]
    private static partial Regex Attributes();

    [GeneratedRegex("""^(erDiagram|    t\d+\["[^"&<>;#`\n\\]*"\] \{|        \w+ \w+( PK, FK| PK| FK)?( "[^"&<>;#`\n\\]*")?|    \}|    t\d+ \|\|--o\{ t\d+ : "[^"&<>;#`\n\\]*")$""")]
    private static partial Regex DiagramLine();
}
