using System.Diagnostics;
using ChangeGate.TestKit;

namespace ChangeGate.GitHub.Tests.Harness;

/// <summary>GitHub's own schema of its queries.</summary>
internal static class QuerySchema
{
    /// <returns>What is wrong with a query; empty where nothing is.</returns>
    public static async Task<string> ProblemsOfAsync(string query)
    {
        var start = new ProcessStartInfo("node", ["validate-query.mjs"]) { WorkingDirectory = Repository.PathTo("tests", "harness"), RedirectStandardInput = true, RedirectStandardOutput = true };
        using var validator = Process.Start(start)!;
        await validator.StandardInput.WriteAsync(query);
        validator.StandardInput.Close();
        var problems = (await validator.StandardOutput.ReadToEndAsync()).Trim();
        await validator.WaitForExitAsync();

        return validator.ExitCode == 0 ? problems : $"{problems} (exit code {validator.ExitCode})";
    }
}
