namespace ChangeGate.Text;

/// <summary>The decoded text of one file, which knows its lines. Lines end at LF, CR or CR LF.</summary>
public sealed class SourceText(string path, string content)
{
    private int[]? _lineStarts;

    /// <summary>How a person names the file; never opened.</summary>
    public string Path { get; } = path;

    public string Content { get; } = content;

    public int Length => Content.Length;

    private int[] LineStarts => _lineStarts ??= FindLineStarts(Content);

    public string Slice(Span span) => Content.Substring(span.Start, span.Length);

    public LinePosition PositionOf(int offset)
    {
        var line = Array.BinarySearch(LineStarts, Math.Clamp(offset, 0, Content.Length));

        if (line < 0)
        {
            line = ~line - 1;
        }

        return new LinePosition(line + 1, offset - LineStarts[line] + 1);
    }

    private static int[] FindLineStarts(string text)
    {
        var starts = new List<int> { 0 };

        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '\n' || (text[index] == '\r' && (index + 1 == text.Length || text[index + 1] != '\n')))
            {
                starts.Add(index + 1);
            }
        }

        return [.. starts];
    }
}
