using Cake.Core;
using Cake.Core.Diagnostics;
using Cake.Core.IO;
using Cake.Core.Tooling;

namespace Cake.ChangeGate;

/// <summary>What one run of the tool left behind. Lines of standard error were shown as they came.</summary>
internal sealed record ToolRun(string Command, int ExitCode, IReadOnlyList<string> Output, IReadOnlyList<string> Error)
{
    public ChangeGateVerdict Verdict => ExitCode switch
    {
        0 => ChangeGateVerdict.Allowed,
        2 => ChangeGateVerdict.Pending,
        _ => ChangeGateVerdict.Denied,
    };
}

/// <summary>Finds and starts the tool: <c>changegate</c> where Cake finds tools, else <c>dotnet changegate</c> where a tool manifest lists it.</summary>
internal sealed class ChangeGateRunner(ICakeContext context) : Tool<ChangeGateSettings>(context.FileSystem, context.Environment, context.ProcessRunner, context.Tools)
{
    public const string Program = "changegate";

    private static readonly string[] Names = [Program, $"{Program}.exe"];

    private static readonly string[] Hosts = ["dotnet", "dotnet.exe"];

    /// <exception cref="CakeException">The tool is missing, or ended without a verdict; the exception has its exit code.</exception>
    public ToolRun Run(ChangeGateSettings settings, ToolArguments arguments)
    {
        if (IsLocal(settings))
        {
            arguments.Builder.Prepend(Program);
        }

        var run = Start(settings, arguments.Builder);

        return run.ExitCode is 0 or 1 or 2
            ? run
            : throw new CakeException(run.ExitCode, $"changegate {run.Command} gives no verdict (exit code {run.ExitCode}), so the gate stays shut. {GateLog.Plain(string.Join(' ', run.Error))}");
    }

    protected override string GetToolName() => "ChangeGate";

    protected override IEnumerable<string> GetToolExecutableNames() => Names;

    protected override IEnumerable<string> GetToolExecutableNames(ChangeGateSettings settings) => IsLocal(settings) ? Hosts : Names;

    // Every exit code is looked at after the run, where the output is known that goes with it.
    protected override void ProcessExitCode(int exitCode)
    {
    }

    private ToolRun Start(ChangeGateSettings settings, ProcessArgumentBuilder arguments)
    {
        ToolRun? run = null;
        var process = new ProcessSettings
        {
            RedirectStandardOutput = settings.HasOutput,
            RedirectStandardError = true,
            RedirectedStandardErrorHandler = Show,
        };
        Run(settings, arguments, process, ended => run = new ToolRun(settings.Command, ended.GetExitCode(), settings.HasOutput ? [.. ended.GetStandardOutput()] : [], [.. ended.GetStandardError()]));

        return run ?? throw new CakeException($"changegate {settings.Command} ended, and nobody saw how.");
    }

    private string Show(string line)
    {
        // The end of the stream comes as null, whatever the annotation says.
        if (!string.IsNullOrEmpty(line))
        {
            context.Log.Information("{0}", GateLog.Plain(line));
        }

        return line;
    }

    private bool IsLocal(ChangeGateSettings settings) =>
        settings.ToolPath is null && context.Tools.Resolve(Names) is null && LocalTool.IsListed(context.FileSystem, (settings.WorkingDirectory ?? context.Environment.WorkingDirectory).MakeAbsolute(context.Environment));
}
