using System.ComponentModel;
using System.Diagnostics;

namespace ChangeGate.TestKit;

/// <summary>Whether Docker answers here, and with which image shadows are tested.</summary>
public static class DockerDaemon
{
    /// <summary><c>CHANGEGATE_TEST_IMAGE</c> names another, which may be one that cannot be pulled.</summary>
    public static string Image { get; } = Environment.GetEnvironmentVariable("CHANGEGATE_TEST_IMAGE") is { Length: > 0 } given ? given : "postgres:17";

    /// <summary>Why it does not answer; null when it does.</summary>
    public static async Task<string?> SilenceAsync()
    {
        try
        {
            using var docker = Process.Start(new ProcessStartInfo("docker", ["ps", "--quiet"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            var said = await docker.StandardError.ReadToEndAsync();
            await docker.WaitForExitAsync();
            return docker.ExitCode == 0 ? null : $"Docker does not answer: {said.Trim()}";
        }
        catch (Win32Exception)
        {
            return "There is no Docker here.";
        }
    }
}
