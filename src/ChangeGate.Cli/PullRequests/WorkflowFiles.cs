using System.Security.Cryptography;
using System.Text;
using ChangeGate.Failures;

namespace ChangeGate.Cli.PullRequests;

/// <summary>The files by which a step speaks to its workflow: results that later steps read, and a summary for people.</summary>
internal sealed class WorkflowFiles(Func<string, string?> variable)
{
    public void Output(string name, string value)
    {
        // A value that held the delimiter could write results of its own.
        var delimiter = $"changegate_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";
        Append("GITHUB_OUTPUT", $"{name}<<{delimiter}\n{value}\n{delimiter}\n");
    }

    public void Summarize(string markdown) => Append("GITHUB_STEP_SUMMARY", markdown + "\n");

    private void Append(string file, string text)
    {
        if (variable(file) is not { Length: > 0 } path)
        {
            return;
        }

        try
        {
            File.AppendAllText(path, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new GateException($"The file of {file} could not be written: {failure.Message}", "The runner makes it; run this inside a step of a workflow.", failure);
        }
    }
}
