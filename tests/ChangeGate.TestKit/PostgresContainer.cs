using Testcontainers.PostgreSql;

namespace ChangeGate.TestKit;

/// <summary>PostgreSQL in a container, where Docker answers.</summary>
internal static class PostgresContainer
{
    private const string Image = "postgres:17-alpine";

    public static async Task<PostgresServer?> TryStartAsync()
    {
        if (await DockerDaemon.SilenceAsync() is not null)
        {
            return null;
        }

        var container = new PostgreSqlBuilder(Image).WithCommand("-c", "fsync=off", "-c", "max_connections=80").Build();
        await container.StartAsync();
        return new PostgresServer(container.GetConnectionString());
    }
}
