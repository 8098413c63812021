using ChangeGate.Failures;
using Npgsql;

namespace ChangeGate.Databases.PostgreSql;

/// <summary>Reads both spellings of a connection string: <c>postgres://user:password@host:port/database?sslmode=require</c> and <c>Host=…;Username=…</c>.</summary>
internal static class PostgreSqlSettings
{
    private const string Remedy = "Write `postgres://USER:PASSWORD@HOST:PORT/DATABASE?sslmode=require` or `Host=…;Port=…;Database=…;Username=…;Password=…`, best from an environment variable.";

    private static readonly Dictionary<string, string> UrlNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["connect_timeout"] = "Timeout",
        ["user"] = "Username",
        ["password"] = "Password",
        ["dbname"] = "Database",
        ["host"] = "Host",
        ["port"] = "Port",
        ["options"] = "Options",
        ["target_session_attrs"] = "Target Session Attributes",
        ["channel_binding"] = "Channel Binding",
        ["gssencmode"] = "GSS Encryption Mode",
    };

    public static NpgsqlConnectionStringBuilder Read(ConnectionString connection)
    {
        if (connection.IsEmpty)
        {
            throw new GateException("The PostgreSQL connection string is empty.", Remedy);
        }

        var settings = IsUrl(connection.Text) ? ReadUrl(connection.Text) : ReadPairs(connection.Text);
        PostgreSqlConnections.Pin(settings);
        return settings;
    }

    private static bool IsUrl(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    private static NpgsqlConnectionStringBuilder ReadPairs(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text);
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The driver's message quotes the text, and with it a password: it is not repeated.
            throw new GateException("The PostgreSQL connection string could not be read.", Remedy);
        }
    }

    private static NpgsqlConnectionStringBuilder ReadUrl(string text)
    {
        // libpq leaves the host out for the local socket: postgres:///database?host=/run/postgresql.
        var hasHost = !text.Contains(":///", StringComparison.Ordinal);

        if (!Uri.TryCreate(hasHost ? text : text.Replace(":///", "://localhost/", StringComparison.Ordinal), UriKind.Absolute, out var url))
        {
            throw new GateException("The PostgreSQL connection URL could not be read.", $"{Remedy} Characters such as `@`, `/` and `#` in a password are written `%40`, `%2F` and `%23`.");
        }

        var settings = new NpgsqlConnectionStringBuilder { Host = hasHost ? Uri.UnescapeDataString(url.Host.Trim('[', ']')) : "" };

        if (url.Port > 0)
        {
            settings.Port = url.Port;
        }

        var user = url.UserInfo.Split(':', 2);
        settings.Username = user[0].Length == 0 ? null : Uri.UnescapeDataString(user[0]);
        settings.Password = user.Length < 2 ? null : Uri.UnescapeDataString(user[1]);
        settings.Database = url.AbsolutePath.Length <= 1 ? null : Uri.UnescapeDataString(url.AbsolutePath[1..]);
        ReadQuery(settings, url.Query);
        settings.Host = string.IsNullOrEmpty(settings.Host) ? "localhost" : settings.Host;
        return settings;
    }

    private static void ReadQuery(NpgsqlConnectionStringBuilder settings, string query)
    {
        foreach (var pair in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var name = Uri.UnescapeDataString(parts[0]);
            var value = parts.Length < 2 ? "" : Uri.UnescapeDataString(parts[1]);

            if (name.Equals("application_name", StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            try
            {
                settings[UrlNames.GetValueOrDefault(name, name)] = name.Equals("sslmode", StringComparison.OrdinalIgnoreCase) ? value.Replace("-", "", StringComparison.Ordinal) : value;
            }
            catch (Exception failure) when (failure is ArgumentException or FormatException or KeyNotFoundException or InvalidCastException)
            {
                throw new GateException($"The PostgreSQL connection URL has an option `{name}` that is not known or has a wrong value.", Remedy);
            }
        }
    }
}
