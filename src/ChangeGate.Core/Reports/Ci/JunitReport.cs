using System.Globalization;
using System.Text;
using System.Xml;
using ChangeGate.Decisions;
using ChangeGate.Findings;
using ChangeGate.Text;

namespace ChangeGate.Reports.Ci;

/// <summary>
/// Judgements as results of tests, for Jenkins and whatever else reads JUnit's XML: a suite for each target, a test for each migration and one for the verdict.
/// A danger fails its migration until somebody has consented to it, because a failed test makes the build unstable for as long as it stands.
/// </summary>
/// <remarks>The schema of Jenkins allows several failures in a test, but its plugin reads the first alone: so all of a migration are in one.</remarks>
public static class JunitReport
{
    public static string Write(IReadOnlyList<Judgement> judgements, ReportOptions options)
    {
        List<(JudgementSummary Summary, List<Case> Cases)> suites = [.. judgements.Select(judgement => new JudgementSummary(judgement, options)).Select(static summary => (summary, Cases(summary)))];
        var text = new StringBuilder();

        using (var writer = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
        {
            writer.WriteStartElement("testsuites");
            writer.WriteAttributeString("name", "ChangeGate");
            WriteCounts(writer, suites.SelectMany(static suite => suite.Cases));

            foreach (var (summary, cases) in suites)
            {
                WriteSuite(writer, summary, cases);
            }

            writer.WriteEndElement();
        }

        return $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{text}\n";
    }

    private static List<Case> Cases(JudgementSummary summary)
    {
        var isGood = CiText.IsGood(summary);
        var open = CiText.Open(summary).ToList();
        var byPath = CiFinding.Of(summary.Assessment).ToLookup(static one => one.Finding.Path, StringComparer.Ordinal);

        return
        [
            .. summary.Assessment.Migrations.Select(static migration => migration.Migration.Path).Concat(byPath.Select(static group => group.Key)).Distinct(StringComparer.Ordinal)
                .Select(path => OfMigration(path, [.. byPath[path]], isGood)),
            new Case("verdict")
            {
                Failure = isGood ? null : new Failure(summary.Decision.Verdict.ToKeyword(), CiText.Headline(summary), string.Join('\n', [.. open, $"Digest {summary.Assessment.Digest}", $"Next: {Escape.Terminal(summary.NextCommand)}"])),
                Output = isGood ? CiText.Headline(summary) : null,
            },
        ];
    }

    private static Case OfMigration(string path, List<CiFinding> findings, bool isGood)
    {
        List<CiFinding> dangers = isGood ? [] : [.. findings.Where(static one => one.Finding.Risk == Risk.Danger)];
        List<CiFinding> others = [.. findings.Except(dangers)];

        return new Case(Escape.Terminal(path))
        {
            Failure = dangers is [var first, ..] ? new Failure(first.Finding.Rule, dangers.Count == 1 ? first.Message : $"{first.Message} And {dangers.Count - 1} more.", Text(dangers)) : null,
            Output = others.Count == 0 ? null : Text(others),
        };
    }

    private static string Text(IEnumerable<CiFinding> findings) => string.Join("\n\n", findings.Select(static one => string.Join('\n',
    [
        $"{Escape.Terminal(one.Path)}:{one.StartLine}:{one.StartColumn}: {one.Finding.Rule}: {one.Advice}",
        .. one.Finding.SafeSql is { } sql ? new[] { CiText.Sql(sql) } : [],
    ])));

    private static void WriteSuite(XmlWriter writer, JudgementSummary summary, List<Case> cases)
    {
        var target = Escape.Terminal(summary.Assessment.Set.Target);
        writer.WriteStartElement("testsuite");
        writer.WriteAttributeString("name", target);
        WriteCounts(writer, cases);
        writer.WriteStartElement("properties");
        WriteProperty(writer, "verdict", summary.Decision.Verdict.ToKeyword());
        WriteProperty(writer, "risk", summary.Assessment.Risk.Score.ToString(CultureInfo.InvariantCulture));
        WriteProperty(writer, "digest", summary.Assessment.Digest.ToString());
        writer.WriteEndElement();

        foreach (var one in cases)
        {
            writer.WriteStartElement("testcase");
            writer.WriteAttributeString("name", one.Name);
            writer.WriteAttributeString("classname", $"changegate.{target}");

            if (one.Failure is { } failure)
            {
                writer.WriteStartElement("failure");
                writer.WriteAttributeString("type", failure.Type);
                writer.WriteAttributeString("message", failure.Message);
                writer.WriteString(failure.Text);
                writer.WriteEndElement();
            }

            if (one.Output is { } output)
            {
                writer.WriteElementString("system-out", output);
            }

            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void WriteCounts(XmlWriter writer, IEnumerable<Case> cases)
    {
        List<Case> all = [.. cases];
        writer.WriteAttributeString("tests", all.Count.ToString(CultureInfo.InvariantCulture));
        writer.WriteAttributeString("failures", all.Count(static one => one.Failure is not null).ToString(CultureInfo.InvariantCulture));
        writer.WriteAttributeString("errors", "0");
    }

    private static void WriteProperty(XmlWriter writer, string name, string value)
    {
        writer.WriteStartElement("property");
        writer.WriteAttributeString("name", name);
        writer.WriteAttributeString("value", value);
        writer.WriteEndElement();
    }

    private sealed record Case(string Name)
    {
        public Failure? Failure { get; init; }

        public string? Output { get; init; }
    }

    private sealed record Failure(string Type, string Message, string Text);
}
