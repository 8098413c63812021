using ChangeGate.Text;

namespace ChangeGate.Changes;

/// <summary>One thing a migration does to a schema or its data, whatever dialect said it.</summary>
public abstract record Change
{
    private protected Change()
    {
    }

    /// <summary>The clause that says it; the whole statement where there is no smaller one.</summary>
    public Span Span { get; init; }

    /// <summary>False when the statement may or may not do it (a branch of a DO block).</summary>
    public bool Certain { get; init; } = true;

    /// <summary>What is touched, as written; null where there is no object (a transaction, a setting).</summary>
    public abstract ObjectId? Subject { get; }

    /// <summary>The kind in kebab-case, as in machine-readable outputs: <c>drop-column</c>.</summary>
    public string Kind => ChangeKinds.NameOf(GetType());
}

/// <summary>A statement, or a part of one, that could not be read. It is a change like any other, so that no rule can miss it.</summary>
/// <param name="Reason">What was expected, as a phrase.</param>
/// <param name="At">Offset of the first character that could not be read.</param>
public sealed record Unclassified(string Reason, int At) : Change
{
    public override ObjectId? Subject => null;
}
