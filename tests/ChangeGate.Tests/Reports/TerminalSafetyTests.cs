using System.Text.Json;
using System.Text.RegularExpressions;
using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Reports;

internal sealed partial class TerminalSafetyTests
{
    [Test]
    public void A_name_sends_nothing_to_a_terminal_but_visible_characters() =>
        HostileNames.Each(60, name => Assert.That(Lines(name).Where(line => Invisible().IsMatch(line)), Is.Empty));

    [Test]
    public void A_name_becomes_no_command_of_a_workflow() =>
        HostileNames.Each(60, name => Assert.That(Lines(name).Where(line => line.TrimStart().StartsWith("::", StringComparison.Ordinal) || line.Contains("##[", StringComparison.Ordinal)), Is.Empty));

    [Test]
    public void Lines_keep_to_the_width_that_they_were_given() =>
        HostileNames.Each(40, name => Assert.That(Lines(name).Where(line => line.EnumerateRunes().Count() > 81 && !line.Contains("changegate ", StringComparison.Ordinal)), Is.Empty));

    [Test]
    public void The_message_of_a_workflow_command_stays_on_its_line() =>
        HostileNames.Each(200, text =>
        {
            Assert.That(Escape.WorkflowData(text), Does.Not.Match("[\r\n]|%(?!25)"));
            Assert.That(Escape.WorkflowProperty(text), Does.Not.Match("[\r\n:,]|%(?!25|3A|2C)"));
        });

    [Test]
    public void A_document_gives_names_back_and_holds_nothing_invisible() =>
        HostileNames.Each(60, name =>
        {
            var json = JsonReport.Write(SampleRehearsals.Named(name), JsonLayout.Line);
            using var document = JsonDocument.Parse(json);

            Assert.That(document.RootElement.GetProperty("migrations")[0].GetProperty("path").GetString(), Is.EqualTo(Decodable(name)));
            Assert.That(json, Does.Not.Match(@"[\p{Cc}\p{Cf}<>&]"));
        });

    [TestCase("a", "a")]
    [TestCase("a\u202Eb", "a⟨U+202E⟩b")]
    [TestCase("\u001b[31m", "⟨U+001B⟩[31m")]
    [TestCase("a\nb", "a⟨U+000A⟩b")]
    [TestCase("\ud83d\ude00", "\ud83d\ude00")]
    [TestCase("a\u00a0b", "a⟨U+00A0⟩b")]
    public void What_cannot_be_seen_is_spelled(string text, string visible) => Assert.That(Escape.Visible(text), Is.EqualTo(visible));

    [Test]
    public void Half_a_character_is_spelled() => Assert.That(Escape.Visible("\ud800x"), Is.EqualTo("⟨U+D800⟩x"));

    [Test]
    public void Prose_gives_a_name_back_however_it_is_written() =>
        HostileNames.Each(200, name => Assert.That(Prose.Parse($"drops {Prose.Name(name)} now").ToList(), Is.EqualTo(new[] { new ProsePart("drops ", false), new ProsePart(name, true), new ProsePart(" now", false) })));

    private static IEnumerable<string> Lines(string name) =>
        ConsoleReport.Render(SampleRehearsals.Named(name), ReportOptions.Default).Concat(ConsoleFleet.Render(SampleFleets.Named(name))).Select(line => line.ToString());

    // What is no character cannot stand in UTF-8.
    private static string Decodable(string name) => Lone().Replace(name, "\ufffd");

    [GeneratedRegex(@"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]")]
    private static partial Regex Invisible();

    [GeneratedRegex(@"[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]")]
    private static partial Regex Lone();
}
