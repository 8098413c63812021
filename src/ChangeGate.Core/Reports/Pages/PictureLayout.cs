using ChangeGate.Changes;
using ChangeGate.Reports.Diagrams;

namespace ChangeGate.Reports.Pages;

/// <summary>How much room a picture has.</summary>
/// <param name="Name">Class of the drawing in the style sheet, which shows one of them.</param>
/// <param name="Gutter">Room beside (one column) or between the boxes, where foreign keys run.</param>
internal sealed record PictureSize(string Name, int Columns, int BoxWidth, int Gutter)
{
    public int Width => (Columns * BoxWidth) + Gutter;

    /// <summary>Characters of the fixed-width font between the left and the right margin of a box.</summary>
    public int Characters => (BoxWidth - 40) * 10 / 76;
}

internal enum PictureLineKind
{
    Column,

    /// <summary>What was there before, in grey.</summary>
    Ghost,

    /// <summary>A remark of ours.</summary>
    Note,
}

/// <summary>One line in a box.</summary>
internal sealed record PictureLine(PictureLineKind Kind, string Name, string Type, DiagramState State)
{
    public DiagramColumn? Column { get; init; }

    /// <summary>A line joins it with the ghost above.</summary>
    public bool IsJoined { get; init; }
}

/// <summary>A table with its place.</summary>
internal sealed record PictureBox(DiagramTable Table, IReadOnlyList<PictureLine> Lines, int Column, int X, int Y)
{
    public const int HeadHeight = 34;

    public const int LineHeight = 24;

    public int Height => HeadHeight + (Lines.Count * LineHeight) + (Lines.Count > 0 ? 6 : 0);

    public int HeadMiddle => Y + (HeadHeight / 2);

    public int LineTop(int index) => Y + HeadHeight + 3 + (index * LineHeight);

    /// <summary>The middle of the line of a column; of the head where it has none.</summary>
    public int MiddleOf(string column)
    {
        for (var index = 0; index < Lines.Count; index++)
        {
            if (Lines[index].Column?.Shown.Name == column)
            {
                return LineTop(index) + (LineHeight / 2);
            }
        }

        return HeadMiddle;
    }
}

/// <summary>Which lines a box has, and where boxes stand: each in the shorter column.</summary>
internal static class PictureLayout
{
    private const int UntouchedColumns = 8;

    private const int BetweenBoxes = 22;

    public static IReadOnlyList<PictureBox> Arrange(IEnumerable<DiagramTable> tables, PictureSize size)
    {
        var heights = new int[size.Columns];
        var boxes = new List<PictureBox>();

        foreach (var table in tables)
        {
            var column = Array.IndexOf(heights, heights.Min());
            var box = new PictureBox(table, [.. LinesOf(table)], column, column * (size.BoxWidth + size.Gutter), heights[column] + 1);
            heights[column] = box.Y + box.Height + BetweenBoxes;
            boxes.Add(box);
        }

        return boxes;
    }

    private static IEnumerable<PictureLine> LinesOf(DiagramTable table)
    {
        if (table.State == DiagramState.Renamed)
        {
            yield return new PictureLine(PictureLineKind.Note, $"was {Escape.Clip(table.Before!.Id.Name.ToString(), 30)}", "", DiagramState.Renamed); // A renamed table has a before.
        }

        var untouched = 0;
        var hidden = 0;

        foreach (var column in table.Columns)
        {
            var matters = column.State != DiagramState.Kept || column.IsKey || column.IsForeignKey;

            if (!matters && ++untouched > UntouchedColumns)
            {
                hidden++;
                continue;
            }

            foreach (var line in LinesOf(column))
            {
                yield return line;
            }
        }

        if (hidden > 0)
        {
            yield return new PictureLine(PictureLineKind.Note, $"and {Wording.Count(hidden, "unchanged column", "unchanged columns")}", "", DiagramState.Kept);
        }

        if (table is { State: DiagramState.Kept, Columns.Count: 0 })
        {
            yield return new PictureLine(PictureLineKind.Note, "not changed", "", DiagramState.Kept);
        }
    }

    private static IEnumerable<PictureLine> LinesOf(DiagramColumn column)
    {
        var type = column.Shown.Type + (column.IsKey ? " PK" : "") + (column.IsForeignKey ? " FK" : "");

        if (column.State == DiagramState.Renamed)
        {
            yield return new PictureLine(PictureLineKind.Ghost, column.Before!.Name, "", DiagramState.Renamed); // A renamed column has a before.
        }

        yield return new PictureLine(PictureLineKind.Column, column.Shown.Name, type, column.State) { Column = column, IsJoined = column.State == DiagramState.Renamed };

        if (column is { Before: { } before, After: { } after } && column.State is DiagramState.Changed or DiagramState.Renamed && Was(before, after) is { Length: > 0 } was)
        {
            yield return new PictureLine(PictureLineKind.Note, was, "", column.State);
        }
    }

    private static string Was(ColumnDefinition before, ColumnDefinition after)
    {
        var parts = new List<string>();

        if (before.Type != after.Type)
        {
            parts.Add($"was {before.Type}");
        }

        if (before.NotNull != after.NotNull)
        {
            parts.Add(after.NotNull ? "nulls now forbidden" : "nulls now allowed");
        }

        if (before.Default != after.Default)
        {
            parts.Add(after.Default is null ? "default dropped" : before.Default is null ? "default added" : "default changed");
        }

        return string.Join(", ", parts);
    }
}
