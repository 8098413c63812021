using System.Text;
using ChangeGate.Findings;
using ChangeGate.Reports;
using ChangeGate.TestKit;

namespace ChangeGate.Tests.Reports;

internal sealed class FindingAnnotationsTests
{
    [Test]
    public void The_most_dangerous_stands_first()
    {
        var assessment = SampleJudgements.Pending.Assessment;
        var turned = SampleJudgements.Pending with { Assessment = assessment with { Findings = [.. assessment.Findings.Reverse()] } };

        Assert.That(FindingAnnotations.Of([turned, SampleJudgements.Denied]).Select(annotation => annotation.Risk), Is.EqualTo([Risk.Danger, Risk.Danger, Risk.Caution]));
    }

    [Test]
    public void Columns_are_given_on_one_line_only()
    {
        var annotations = Of("ALTER TABLE orders DROP COLUMN note;\nALTER TABLE orders\n    DROP COLUMN\n    total;");

        Assert.That(annotations[0], Has.Property("StartLine").EqualTo(1).And.Property("EndLine").EqualTo(1).And.Property("StartColumn").Not.Null.And.Property("EndColumn").Not.Null);
        Assert.That(annotations[1], Has.Property("EndLine").EqualTo(4).And.Property("StartColumn").Null.And.Property("EndColumn").Null);
    }

    [Test]
    public void An_excepted_finding_annotates_nothing()
    {
        var assessment = SampleJudgements.Pending.Assessment;
        var excepted = SampleJudgements.Pending with { Assessment = assessment with { Findings = [.. assessment.Findings.Select(finding => finding with { Suppressed = "known" })] } };

        Assert.That(FindingAnnotations.Of([excepted]), Is.Empty);
    }

    [Test]
    public void A_path_is_the_repositorys()
    {
        var assessment = SampleJudgements.Denied.Assessment;
        var judgement = SampleJudgements.Denied with { Assessment = assessment with { Set = assessment.Set with { Folder = "db/shop" } } };

        Assert.That(FindingAnnotations.Of([judgement]).Single().Path, Is.EqualTo("db/shop/0003_orders.sql"));
    }

    [Test]
    public void However_long_a_name_is_the_annotation_fits()
    {
        var annotations = FindingAnnotations.Of([SampleJudgements.Named(new string('名', 300_000))]);

        Assert.That(annotations.Select(annotation => annotation.Title.Length), Has.All.LessThanOrEqualTo(FindingAnnotations.LongestTitle));
        Assert.That(annotations.Select(annotation => Encoding.UTF8.GetByteCount(annotation.Message)), Has.All.LessThanOrEqualTo(FindingAnnotations.LargestMessage));
    }

    [Test]
    public void A_runner_is_told_of_ten_errors_and_ten_warnings_and_how_many_more_there_are()
    {
        var (danger, caution) = (SampleJudgements.Pending.Assessment.Findings[0], SampleJudgements.Pending.Assessment.Findings[1]);
        var many = SampleJudgements.Pending with { Assessment = SampleJudgements.Pending.Assessment with { Findings = [.. Enumerable.Repeat(caution, 12), .. Enumerable.Repeat(danger, 15)] } };

        var lines = WorkflowCommands.Annotate(FindingAnnotations.Of([many])).ToList();

        Assert.That(lines.Select(line => line.Split(' ')[0]), Is.EqualTo(Enumerable.Repeat("::error", 10).Concat(Enumerable.Repeat("::warning", 10)).Append("7")));
    }

    [Test]
    public void A_runner_is_told_place_title_and_message() =>
        Assert.That(WorkflowCommands.Annotate(FindingAnnotations.Of([SampleJudgements.Denied])).Single(), Is.EqualTo(
            "::error file=0003_orders.sql,line=1,endLine=1,col=1,endColumn=20,title=edited-applied-migration%3A 0003_orders.sql is in the base with other bytes%3A databases that ran it keep the old structure.::"
            + "0003_orders.sql is in the base with other bytes: databases that ran it keep the old structure.%0A%0AInstead: Restore the file and write a new migration.%0A%0ARule CG501: changegate explain edited-applied-migration"));

    [Test]
    public void A_name_becomes_no_command_of_a_runner() =>
        HostileNames.Each(80, name =>
        {
            var lines = WorkflowCommands.Annotate(FindingAnnotations.Of([SampleJudgements.Named(name)])).ToList();

            Assert.That(lines, Has.All.Match("^::(error|warning) file=[^,:\r\n]*,line=\\d+,endLine=\\d+(,col=\\d+,endColumn=\\d+)?,title=[^,:\r\n]*::[^\r\n]*$"));
        });

    [Test]
    public void Silenced_text_cannot_speak() =>
        HostileNames.Each(80, text =>
        {
            var lines = WorkflowCommands.Silence(text, "0123456789abcdef").TrimEnd('\n').Split('\n');

            Assert.That(lines[0], Is.EqualTo("::stop-commands::0123456789abcdef"));
            Assert.That(lines[^1], Is.EqualTo("::0123456789abcdef::"));
            Assert.That(lines[1..^1], Has.All.Not.Contain("##[").And.All.Not.Contain("\r").And.All.Not.Contain("0123456789abcdef"));
        });

    [Test]
    public void A_token_that_the_text_knows_silences_nothing() =>
        Assert.That(() => WorkflowCommands.Silence("::0123456789abcdef::", "0123456789abcdef"), Throws.ArgumentException);

    private static List<FindingAnnotation> Of(string sql)
    {
        var assessment = Judged.PostgreSql("CREATE TABLE orders (id int, note text, total int);", sql);

        return [.. FindingAnnotations.Of([SampleJudgements.Pending with { Assessment = assessment with { Findings = [.. assessment.Findings.Where(finding => finding.Rule == "drop-column")] } }])];
    }
}
