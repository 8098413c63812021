using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using ChangeGate.TestKit;

namespace ChangeGate.EndToEnd.Tests.Cake;

/// <summary>The pinned Cake tool, which runs a real script in a folder.</summary>
internal static class CakeBuild
{
    /// <summary>The tool as an alias is told of it: the program that the build lays beside the tests.</summary>
    public static string ToolPath { get; } = Path.ChangeExtension(ChangeGateProgram.Path, OperatingSystem.IsWindows() ? ".exe" : null);

    public static string AddinPath { get; } = Path.Combine(AppContext.BaseDirectory, "Cake.ChangeGate.dll");

    /// <summary>Runs statements with the addin as it was built.</summary>
    public static ProgramRun Run(string folder, string statements, params string[] arguments) =>
        RunScript(folder, $"#r \"{AddinPath}\"\n{statements}", new Dictionary<string, string>(), arguments);

    public static ProgramRun RunScript(string folder, string script, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        File.WriteAllText(Path.Combine(folder, "build.cake"), script);

        return Start(Cake, [Path.Combine(folder, "build.cake"), "--verbosity=normal", $"--paths_tools={Path.Combine(folder, ".tools")}", .. arguments], folder, environment);
    }

    /// <summary>Any other verb of the SDK.</summary>
    public static ProgramRun Dotnet(string folder, params string[] arguments) => Start(arguments[0], arguments[1..], folder, new Dictionary<string, string>());

    public static string Metadata(string key) =>
        typeof(CakeBuild).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    private static string Cake { get; } = Metadata("Cake");

    private static ProgramRun Start(string first, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [first, .. arguments]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        // The program of the tool has to find the runtime that these tests run on.
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        start.Environment["NO_COLOR"] = "1";
        start.Environment.Remove("GITHUB_BASE_REF");
        start.Environment.Remove("GITHUB_TOKEN");
        start.Environment.Remove("GITHUB_ACTIONS");

        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        return new ProgramRun(process.ExitCode, output, error.Result);
    }
}
