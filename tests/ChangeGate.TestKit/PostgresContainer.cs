using System.ComponentModel;
using System.Diagnostics;
using Testcontainers.PostgreSql;

namespace ChangeGate.TestKit;

/// <summary>PostgreSQL in a container, where Docker answers.</summary>
internal static class PostgresContainer
{
    private const string Image = "postgres:17-alpine";

    public static async Task<PostgresServer?> TryStartAsync()
    {
        if (!await DockerAnswersAsync())
        {
            return null;
        }

        var container = new PostgreSqlBuilder(Image).WithCommand("-c", "fsync=off", "-c", "max_connections=80").Build();
        await container.StartAsync();
        return new PostgresServer(container.GetConnectionString());
    }

    private static async Task<bool> DockerAnswersAsync()
    {
        try
        {
            using var docker = Process.Start(new ProcessStartInfo("docker", ["info"]) { RedirectStandardOutput = true, RedirectStandardError = true });

            if (docker is null)
            {
                return false;
            }

            await docker.WaitForExitAsync();
            return docker.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
