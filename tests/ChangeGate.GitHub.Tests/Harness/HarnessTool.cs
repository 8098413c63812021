using System.Diagnostics;
using ChangeGate.TestKit;

namespace ChangeGate.GitHub.Tests.Harness;

/// <summary>A program that runs to its end.</summary>
internal static class HarnessTool
{
    /// <summary>A script of tests/harness.</summary>
    public static (int ExitCode, string Output) Run(IReadOnlyList<string> arguments) => Run("node", arguments, Repository.PathTo("tests", "harness"), []);

    public static (int ExitCode, string Output) Run(string program, IReadOnlyList<string> arguments, string folder, Dictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(program) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        return (process.ExitCode, output + errors.Result);
    }
}
