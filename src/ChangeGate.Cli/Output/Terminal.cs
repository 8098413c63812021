using ChangeGate.Reports;

namespace ChangeGate.Cli.Output;

/// <summary>Standard error: complaints, remarks and progress. Results never pass here.</summary>
internal static class Terminal
{
    private static readonly Lock Gate = new();

    private static int _progressLength;

    public static void Complain(string problem, string remedy) =>
        WriteLines([.. $"changegate: {problem}\n{remedy}".ReplaceLineEndings("\n").Split('\n').Select(Escape.Terminal)]);

    /// <summary>Something a person should know that changes no result.</summary>
    public static void Remark(string text) => WriteLines(Escape.Terminal(text));

    /// <summary>One line that is written over by the next; nothing where standard error is not a terminal.</summary>
    public static void Progress(string text)
    {
        if (Console.IsErrorRedirected)
        {
            return;
        }

        lock (Gate)
        {
            var line = Escape.Terminal(text);
            line = line.Length < Console.BufferWidth || Console.BufferWidth == 0 ? line : line[..(Console.BufferWidth - 1)];
            Console.Error.Write('\r' + line.PadRight(_progressLength));
            _progressLength = line.Length;
        }
    }

    /// <summary>Before something else is written to the terminal.</summary>
    public static void ClearProgress() => WriteLines();

    private static void WriteLines(params ReadOnlySpan<string> lines)
    {
        lock (Gate)
        {
            if (_progressLength > 0)
            {
                Console.Error.Write('\r' + new string(' ', _progressLength) + '\r');
                _progressLength = 0;
            }

            foreach (var line in lines)
            {
                Console.Error.WriteLine(line);
            }
        }
    }
}
