using System.Text.RegularExpressions;
using ChangeGate.Reports;
using ChangeGate.TestKit;
using Markdig;

namespace ChangeGate.Tests.Reports;

/// <summary>Comments are read as their host reads them, and then nothing of a name may have become markup.</summary>
internal sealed partial class MarkdownSafetyTests
{
    /// <summary>What GitHub reads beyond CommonMark: https://github.github.com/gfm/ and "Basic writing and formatting syntax".</summary>
    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder()
        .UsePipeTables().UseAutoLinks().UseEmphasisExtras().UseTaskLists().UseFootnotes().UseMathematics().UseAlertBlocks().UseAutoIdentifiers().UseEmojiAndSmiley().Build();

    [Test]
    public void A_name_changes_no_tag_of_a_comment()
    {
        var plain = Read("plain").Skeleton.ToList();

        HostileNames.Each(60, name => Assert.That(Read(name).Skeleton, Is.EqualTo(plain)));
    }

    [Test]
    public void A_name_becomes_no_mention_link_or_emoji() =>
        HostileNames.Each(60, name => Assert.That(Read(name).Words.Where(word => Linked().IsMatch(word)), Is.Empty));

    [Test]
    public void Names_stay_inside_code_everywhere_they_may_stand() =>
        HostileNames.Each(200, name =>
        {
            var code = Escape.MarkdownCode(name);
            var documents = new[] { code, $"words {code} words", $"- {code}", $"### {code}", $"| a | b |\n|---|---|\n| {code} | {code} |", $"`before` {code} `after`", $"*{code}*" };

            Assert.That(documents.Select(document => Tags(document).Count(tag => tag == "<code>")), Is.EqualTo([1, 1, 1, 1, 2, 3, 1]));
        });

    [Test]
    public void Words_stay_words_everywhere_they_may_stand() =>
        HostileNames.Each(200, text =>
        {
            var words = Escape.Markdown(text);

            Assert.That(Tags($"x {words}"), Is.EqualTo(["<p>", "</p>"]));
            Assert.That(Tags($"- x {words}"), Is.EqualTo(["<ul>", "<li>", "</li>", "</ul>"]));
            Assert.That(Tags($"| a |\n|---|\n| {words} |").Count(tag => tag == "<td>"), Is.EqualTo(1));
        });

    [Test]
    public void A_fence_ends_where_it_was_meant_to() =>
        HostileNames.Each(200, code => Assert.That(
            Tags($"{Escape.MarkdownFence("sql", code)}\n\nafter"),
            Is.EqualTo(["<pre>", "<code class=\"language-sql\">", "</code>", "</pre>", "<p>", "</p>"])));

    [Test]
    public void A_comment_has_no_invisible_character() =>
        HostileNames.Each(40, name => Assert.That(Invisible().IsMatch(MarkdownReport.Render(SampleRehearsals.Named(name), SampleJudgements.Written)), Is.False));

    private static Markup Read(string name) => Markup.Of(Markdown.ToHtml(MarkdownReport.Render(SampleRehearsals.Named(name), SampleJudgements.Written), Pipeline));

    private static IEnumerable<string> Tags(string markdown) => Markup.Of(Markdown.ToHtml(markdown, Pipeline)).Tags.Where(tag => tag != "<wbr>");

    [GeneratedRegex(@"(^|[^\w])@\w|(^|\W)#\d|GH-\d|://|www\.\w|:\w+:|[\w.]@\w")]
    private static partial Regex Linked();

    [GeneratedRegex(@"[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}-[\n\t]]|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]")]
    private static partial Regex Invisible();
}
