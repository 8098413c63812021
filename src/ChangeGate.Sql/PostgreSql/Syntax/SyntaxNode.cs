using ChangeGate.Changes;
using ChangeGate.Text;

namespace ChangeGate.Sql.PostgreSql.Syntax;

/// <summary>A node of an expression or a query. One type for all, so that what walks the tree need not know every form.</summary>
internal sealed class SyntaxNode(SyntaxKind kind, Span span, string? text, SyntaxNode[] children)
{
    private static readonly ObjectName Nameless = new(null, "");

    public SyntaxKind Kind { get; } = kind;

    public Span Span { get; } = span;

    public string? Text { get; } = text;

    public SyntaxNode[] Children { get; } = children;

    /// <summary>The relation or function, for the kinds that name one; nameless for the others.</summary>
    public ObjectName Name { get; init; } = Nameless;

    public static SyntaxNode Missing(int at) => new(SyntaxKind.Missing, new Span(at, 0), null, []);

    public static SyntaxNode Words(string words, Span span) => new(SyntaxKind.Words, span, words, []);
}
