using ChangeGate.Reports.Diagrams;

namespace ChangeGate.Reports.Pages;

/// <summary>The touched tables as one drawing: additions green, removals red and struck, what was there before in grey, foreign keys as lines.</summary>
internal static class SchemaPicture
{
    public const int TablesShown = 14;

    public static readonly PictureSize Wide = new("wide", Columns: 2, BoxWidth: 330, Gutter: 130);

    public static readonly PictureSize Narrow = new("narrow", Columns: 1, BoxWidth: 300, Gutter: 40);

    public static Html Draw(TouchedSchema schema, PictureSize size)
    {
        var boxes = PictureLayout.Arrange(schema.Tables.Take(TablesShown), size);
        var height = boxes.Max(box => box.Y + box.Height) + 1;
        return $"""
            <svg class="{size.Name}" width="{size.Width + 2}" height="{height}" viewBox="-1 0 {size.Width + 2} {height}" role="img" aria-label="{Spoken(schema)}">
            {boxes.Select(box => Box(box, size))}{Links(schema, boxes, size)}</svg>
            """;
    }

    private static Html Box(PictureBox box, PictureSize size)
    {
        var state = ClassOf(box.Table.State);
        var name = Escape.Clip(box.Table.Name.ToString(), size.Characters - 2);
        return $"""
            <g><title>{box.Table.Name.ToString()}</title><rect class="box {state}" x="{box.X}" y="{box.Y}" width="{size.BoxWidth}" height="{box.Height}" rx="6"/>
            {Html.When(box.Lines.Count > 0, $"<path class=\"rule\" d=\"M{box.X} {box.Y + PictureBox.HeadHeight}h{size.BoxWidth}\"/>")}
            <text class="head {state}" x="{box.X + 10}" y="{box.HeadMiddle + 4}">{Sign(box.Table.State)}{name}</text>
            {box.Lines.Select((line, index) => Line(box, line, index, size))}</g>

            """;
    }

    private static Html Line(PictureBox box, PictureLine line, int index, PictureSize size)
    {
        var top = box.LineTop(index);
        var baseline = top + 16;
        var state = ClassOf(line.State);

        if (line.Kind == PictureLineKind.Note)
        {
            return $"<text class=\"note\" x=\"{box.X + 28}\" y=\"{baseline}\">{Escape.Clip(line.Name, size.Characters)}</text>";
        }

        if (line.Kind == PictureLineKind.Ghost)
        {
            return $"<text class=\"is-ghost\" x=\"{box.X + 28}\" y=\"{baseline}\">{Escape.Clip(line.Name, size.Characters)}</text>";
        }

        var type = Escape.Clip(line.Type, Math.Max(size.Characters / 2, size.Characters - line.Name.Length - 2));
        var name = Escape.Clip(line.Name, Math.Max(8, size.Characters - type.Length - 2));
        var back = line.State == DiagramState.Kept ? Html.Empty : $"<rect class=\"row {state}\" x=\"{box.X + 1}\" y=\"{top}\" width=\"{size.BoxWidth - 2}\" height=\"{PictureBox.LineHeight}\"/>";
        var join = line.IsJoined ? (Html)$"<path class=\"was\" d=\"M{box.X + 24} {top - 12}h-7v24h5m-3 -3l3 3l-3 3\"/>" : $"<text class=\"{state} sign\" x=\"{box.X + 10}\" y=\"{baseline}\">{Sign(line.State).TrimEnd()}</text>";

        return $"<g><title>{line.Name} {line.Type}</title>{back}{join}<text class=\"{state}\" x=\"{box.X + 28}\" y=\"{baseline}\">{name}</text><text class=\"type\" x=\"{box.X + size.BoxWidth - 10}\" y=\"{baseline}\" text-anchor=\"end\">{type}</text></g>\n";
    }

    private static IEnumerable<Html> Links(TouchedSchema schema, IReadOnlyList<PictureBox> boxes, PictureSize size)
    {
        var drawn = schema.Links
            .Select(link => (Link: link, From: boxes.FirstOrDefault(box => box.Table.Name == link.From), To: boxes.FirstOrDefault(box => box.Table.Name == link.To)))
            .Where(entry => entry.From is not null && entry.To is not null).Take(24).ToList();
        var step = (size.Gutter - 24) / Math.Max(1, drawn.Count);

        return drawn.Select((entry, index) => LinkPath(entry.Link, entry.From!, entry.To!, size, size.BoxWidth + 12 + (step / 2) + (index * step))); // Filtered above.
    }

    private static Html LinkPath(DiagramLink link, PictureBox from, PictureBox to, PictureSize size, int lane)
    {
        var startX = Edge(from, size);
        var endX = Edge(to, size);
        var startY = from.MiddleOf(link.Column);
        var endY = to.HeadMiddle + (from == to ? -4 : 0);
        var state = ClassOf(link.State);
        var inward = to.Column == 0 ? 1 : -1;

        return $"<g><title>{link.From.ToString()}.{link.Column} refers to {link.To.ToString()}</title><path class=\"link {state}\" d=\"M{startX} {startY}H{lane}V{endY}H{endX + (inward * 5)}\"/><circle class=\"end {state}\" cx=\"{startX}\" cy=\"{startY}\" r=\"3.5\"/><path class=\"end {state}\" d=\"M{endX} {endY}l{inward * 8} -4.5v9z\"/></g>\n";
    }

    // Foreign keys run in the gutter: right of the first column, left of the second.
    private static int Edge(PictureBox box, PictureSize size) => box.Column == 0 ? box.X + size.BoxWidth : box.X;

    private static string Sign(DiagramState state) => state switch
    {
        DiagramState.Added => "+ ",
        DiagramState.Dropped => "− ",
        DiagramState.Changed or DiagramState.Renamed => "~ ",
        _ => "",
    };

    private static string ClassOf(DiagramState state) => "is-" + state.ToString().ToLowerInvariant();

    private static string Spoken(TouchedSchema schema)
    {
        var tables = schema.Tables.Where(table => table.State != DiagramState.Kept).Take(TablesShown).Select(table =>
        {
            var columns = table.State is DiagramState.Added or DiagramState.Dropped ? [] : table.Columns.Where(column => column.State != DiagramState.Kept).Take(20)
                .Select(column => $"column {column.Shown.Name} {column.State.ToString().ToLowerInvariant()}").ToList();
            return $"Table {table.Name}{(columns.Count > 0 ? ": " + string.Join(", ", columns) : " " + table.State.ToString().ToLowerInvariant())}.";
        });

        return string.Join(" ", tables);
    }
}
