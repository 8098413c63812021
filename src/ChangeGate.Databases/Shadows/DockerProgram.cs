using System.ComponentModel;
using System.Diagnostics;
using System.Text.RegularExpressions;
using ChangeGate.Failures;

namespace ChangeGate.Databases.Shadows;

/// <summary>The <c>docker</c> program, which knows where its daemon is and how to sign in to registries.</summary>
internal static partial class DockerProgram
{
    public const string Otherwise = "or write `local`, `embedded`, or the connection string of a server where databases may be created.";

    /// <summary>Input, output and errors are ours; without arguments of the shell, so nothing is read twice.</summary>
    public static Process Start(params IEnumerable<string> arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("docker", arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })
                ?? throw new UnreachableException("A program always is a new process.");
        }
        catch (Win32Exception failure)
        {
            throw new GateException("There is no program `docker` here, and without one no shadow in a container.", $"Install Docker, {Otherwise}", failure);
        }
    }

    /// <summary>Until it ends.</summary>
    public static async Task<DockerAnswer> AskAsync(IEnumerable<string> arguments, TimeSpan patience, CancellationToken cancellation)
    {
        using var docker = Start(arguments);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        end.CancelAfter(patience);
        docker.StandardInput.Close();

        try
        {
            var output = docker.StandardOutput.ReadToEndAsync(end.Token);
            var errors = docker.StandardError.ReadToEndAsync(end.Token);
            await docker.WaitForExitAsync(end.Token);
            return new DockerAnswer(docker.ExitCode, await output, Reason(await errors));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new DockerAnswer(-1, "", "it did not answer in time");
        }
        finally
        {
            if (!docker.HasExited)
            {
                docker.Kill();
            }
        }
    }

    /// <summary>The line that says why, without what addresses of registries carry behind their question mark.</summary>
    public static string Reason(string said)
    {
        var line = Query().Replace(ServerLog.LastLine(said), "");

        // It ends with a question: is the daemon running?
        return line.EndsWith('?') && line.LastIndexOf(". ", StringComparison.Ordinal) is var end and > 0 ? line[..end] : line;
    }

    [GeneratedRegex("""\?[^\s"]+""")]
    private static partial Regex Query();
}

/// <param name="Errors">The line that says why, when it failed.</param>
internal sealed record DockerAnswer(int Code, string Output, string Errors);
