using System.Security.Cryptography;
using System.Text;
using ChangeGate.Cli.Output;
using ChangeGate.Failures;

namespace ChangeGate.Cli.PullRequests;

/// <summary>The files by which a step speaks to its workflow: results that later steps read, and a summary for people.</summary>
internal sealed class WorkflowFiles(Func<string, string?> variable)
{
    // Several steps of a job may run this, and each has results of its own.
    private readonly string? _folder = variable("RUNNER_TEMP") is { Length: > 0 } temporary ? Path.Combine(temporary, $"changegate-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}") : null;

    /// <summary>For what tells of something that was done already: a file that cannot be written makes it no less done, and is only said.</summary>
    public bool MayFail { get; init; }

    public void Output(string name, string value)
    {
        // A value that held the delimiter could write results of its own.
        var delimiter = $"changegate_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";
        Append("GITHUB_OUTPUT", $"{name}<<{delimiter}\n{value}\n{delimiter}\n");
    }

    public void Summarize(string markdown) => Append("GITHUB_STEP_SUMMARY", markdown + "\n");

    /// <summary>Adds to a file that later steps find by the output <paramref name="name"/>; nothing where no runner is.</summary>
    public void Keep(string name, string file, string text)
    {
        if (_folder is null)
        {
            return;
        }

        var path = Path.Combine(_folder, file);
        Write("RUNNER_TEMP", path, text);
        Output(name, path);
    }

    private void Append(string file, string text)
    {
        if (variable(file) is { Length: > 0 } path)
        {
            Write(file, path, text);
        }
    }

    private void Write(string what, string path, string text)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            File.AppendAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception failure) when (MayFail && failure is (IOException or UnauthorizedAccessException))
        {
            Terminal.Remark($"The file of {what} could not be written: {failure.Message}");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GateException($"The file of {what} could not be written: {failure.Message}", "The runner makes it; run this inside a step of a workflow.", failure);
        }
    }
}
