using System.Diagnostics;
using ChangeGate.Runs;

namespace ChangeGate.TestKit;

/// <summary>What one run of the tool left behind.</summary>
public sealed record ProgramRun(int ExitCode, string Output, string Error);

/// <summary>The built tool as a process of its own, as a pipeline runs it.</summary>
public static class ChangeGateProgram
{
    /// <summary>The tool's assembly, which the build lays beside the tests.</summary>
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "changegate.dll");

    /// <summary>As it is delivered, in machine code: starts ten times as fast, which thousands of runs notice. null where nobody names one.</summary>
    private static string? Delivered { get; } = Environment.GetEnvironmentVariable("CHANGEGATE_TEST_PROGRAM");

    public static ProgramRun Run(string folder, params string[] arguments) => Run(folder, new Dictionary<string, string>(), arguments);

    public static ProgramRun Run(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var program = Start(folder, environment, arguments);
        program.StandardInput.Close();
        var error = program.StandardError.ReadToEndAsync();
        var output = program.StandardOutput.ReadToEnd();
        program.WaitForExit();

        return new ProgramRun(program.ExitCode, output, error.Result);
    }

    /// <summary>Starts the tool and leaves it running: to be killed, or to run beside another.</summary>
    public static Process Start(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Delivered ?? "dotnet", Delivered is null ? [Path, .. arguments] : arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        foreach (var ci in CiProposal.All)
        {
            start.Environment.Remove(ci.Variable);
        }

        start.Environment["NO_COLOR"] = "1";

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}
