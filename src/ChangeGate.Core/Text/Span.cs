namespace ChangeGate.Text;

/// <summary>A place in a text, in UTF-16 code units from its start.</summary>
public readonly record struct Span(int Start, int Length)
{
    /// <summary>One past the last character.</summary>
    public int End => Start + Length;

    public static Span Between(int start, int end) => new(start, end - start);
}
