using ChangeGate.Decisions;
using ChangeGate.Reports;
using ChangeGate.Reports.Terminal;
using Spectre.Console;

namespace ChangeGate.Cli.Output;

/// <summary>Results, on standard output: coloured lines on a terminal, plain ones in a pipe, JSON where it was asked for.</summary>
internal static class ResultWriter
{
    private const int NarrowestWidth = 80;

    private const int WidestWidth = 120;

    public static int Width => Console.IsOutputRedirected ? NarrowestWidth : Math.Clamp(Console.BufferWidth, NarrowestWidth, WidestWidth);

    public static void Judgement(Judgement judgement, ReportOptions options) => Lines(ConsoleReport.Render(judgement, options, Width));

    public static void JsonLine(Judgement judgement) => Console.WriteLine(JsonReport.Write(judgement, JsonLayout.Line));

    /// <summary>One result, for programs or for people.</summary>
    public static void Result(bool json, Func<JsonLayout, string> asJson, Func<int, IEnumerable<ConsoleLine>> asLines)
    {
        if (json)
        {
            Console.WriteLine(asJson(JsonLayout.Line));
        }
        else
        {
            Lines(asLines(Width));
        }
    }

    /// <summary>SQL to be read first and run by somebody else.</summary>
    public static void Script(IEnumerable<string> statements)
    {
        foreach (var statement in statements)
        {
            Console.WriteLine($"{statement};");
        }
    }

    public static void Lines(IEnumerable<ConsoleLine> lines)
    {
        if (Console.IsOutputRedirected || Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 })
        {
            foreach (var line in lines)
            {
                Console.WriteLine(line);
            }

            return;
        }

        Colour(lines);
    }

    // On its own, because a pipe needs nothing of the library.
    private static void Colour(IEnumerable<ConsoleLine> lines)
    {
        foreach (var line in lines)
        {
            foreach (var segment in line.Segments)
            {
                AnsiConsole.Write(new Spectre.Console.Text(segment.Text, StyleOf(segment.Style)));
            }

            AnsiConsole.WriteLine();
        }
    }

    private static Style StyleOf(ConsoleStyle style) => style switch
    {
        ConsoleStyle.Strong => new Style(decoration: Decoration.Bold),
        ConsoleStyle.Muted => new Style(Color.Grey),
        ConsoleStyle.Name => new Style(Color.Aqua),
        ConsoleStyle.Code => new Style(Color.Silver),
        ConsoleStyle.Command => new Style(Color.Blue, decoration: Decoration.Bold),
        ConsoleStyle.Good => new Style(Color.Green),
        ConsoleStyle.Wait => new Style(Color.Yellow),
        ConsoleStyle.Bad => new Style(Color.Red),
        ConsoleStyle.Unknown => new Style(Color.Grey),
        _ => Style.Plain,
    };
}
