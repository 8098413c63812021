using System.Text;
using ChangeGate.Rehearsals;

namespace ChangeGate.Reports;

/// <summary>A rehearsal without a judgement, as Markdown.</summary>
public static class RehearsalComment
{
    private const int NoteRoom = 300;

    /// <param name="report">What was seen.</param>
    /// <param name="target">What a person calls the database that it stands for.</param>
    /// <param name="limit">In bytes of UTF-8; what does not fit is left out from the end, and said.</param>
    public static string Render(RehearsalReport report, string target, int limit = MarkdownReport.Limit)
    {
        var tone = RehearsalText.WorstOf(report);
        var text = new StringBuilder(MarkdownReport.Head($"rehearsal/{target}", tone, $"{RehearsalText.Headline(report)} · {Prose.Name(target)} on {report.Server}", limit));
        text.Append($"**Rollback:** {tone.Mark()} {MarkdownWriter.Words(RehearsalText.Rollback(report), limit / 10)} {MarkdownWriter.Words(RehearsalText.Proved(report))}.\n\n");

        if (RehearsalText.Trouble(report) is { } trouble)
        {
            text.Append($"**Rehearsal:** {RehearsalText.ToneOf(report).Mark()} {MarkdownWriter.Words(trouble, limit / 10)}\n\n");
        }

        var left = limit - NoteRoom - MarkdownWriter.Bytes(text.ToString());
        var omitted = 0;

        foreach (var rehearsal in report.Migrations.OrderBy(static migration => migration.Rollback.Verdict))
        {
            var part = MarkdownWriter.Fold($"{rehearsal.Rollback.Verdict.ToTone().Mark()} <code>{Escape.MarkdownHtml(Escape.Clip(rehearsal.Migration.Path, 160))}</code>: rollback {rehearsal.Rollback.Verdict.ToTitle()}", Body(rehearsal));
            var bytes = MarkdownWriter.Bytes(part);

            if (bytes > left)
            {
                omitted++;
                continue;
            }

            text.Append(part);
            left -= bytes;
        }

        return omitted == 0 ? text.ToString() : text.Append($"\n**Left out, because a comment has a limit:** {Wording.Count(omitted, "migration", "migrations")}.\n").ToString();
    }

    private static string Body(MigrationRehearsal rehearsal)
    {
        var body = new StringBuilder(MarkdownRehearsal.Of(rehearsal, MarkdownRehearsal.StatementsShown));

        if (rehearsal.Schema is { Sql.Count: > 0 } schema)
        {
            body.Append($"What it made of the schema:\n\n{MarkdownWriter.Sql(MarkdownParts.Statements(schema.Sql))}\n\n");
        }

        if (rehearsal.Rollback.Script.Count > 0)
        {
            body.Append($"What took it back:\n\n{MarkdownWriter.Sql(MarkdownParts.Statements(rehearsal.Rollback.Script))}\n\n");
        }

        return body.ToString();
    }
}
