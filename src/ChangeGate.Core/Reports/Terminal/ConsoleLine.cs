using ChangeGate.Text;

namespace ChangeGate.Reports.Terminal;

/// <summary>How a stretch of a line looks; the host turns it into colours, or into nothing.</summary>
public enum ConsoleStyle
{
    Plain,
    Strong,

    /// <summary>Of less weight: grey.</summary>
    Muted,

    /// <summary>A name from SQL, a path, a digest.</summary>
    Name,

    /// <summary>SQL or another text in its own language.</summary>
    Code,

    /// <summary>To be pasted into a shell.</summary>
    Command,
    Good,
    Wait,
    Bad,
    Unknown,
}

/// <summary>Text that is safe on a terminal (see <see cref="Escape.Terminal"/>), of one style.</summary>
public sealed record ConsoleSegment(string Text, ConsoleStyle Style = ConsoleStyle.Plain);

/// <summary>One line, no wider than it was asked to be.</summary>
public sealed record ConsoleLine(EquatableList<ConsoleSegment> Segments)
{
    public static ConsoleLine Empty { get; } = new([]);

    /// <summary>Without styles: what a file or a pipe gets.</summary>
    public override string ToString() => string.Concat(Segments.Select(segment => segment.Text)).TrimEnd();
}
