using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Parser;

/// <summary>Makes the statement of what has been read, or says that it could not be read.</summary>
internal static class StatementCompletion
{
    public static Statement Complete(this StatementParser parser)
    {
        if (!parser.AtEnd)
        {
            parser.Fail("expected the end of the statement");
        }

        var span = Span.Between(parser.StartOffset, parser.EndOffset);
        return parser.Failed ? Unreadable(parser, span) : Readable(parser.Draft, span);
    }

    private static Statement Unreadable(StatementParser parser, Span span) => new()
    {
        Span = span,
        Kind = "Unclassified",
        Changes = [new Unclassified(parser.FailureReason!, parser.FailureOffset) { Span = span }],
    };

    private static Statement Readable(StatementDraft draft, Span span)
    {
        var changes = draft.Changes;

        for (var index = 0; index < changes.Count; index++)
        {
            if (changes[index].Span.Length == 0)
            {
                changes[index] = changes[index] with { Span = span };
            }
        }

        return new Statement
        {
            Span = span,
            Kind = draft.Kind,
            Subkinds = draft.Subkinds,
            Relation = draft.Relation,
            Columns = draft.Columns,
            Concurrent = draft.Concurrent,
            Unique = draft.Unique,
            NeedsAutocommit = draft.NeedsAutocommit,
            CutName = draft.CutName,
            Changes = [.. changes],
        };
    }
}
