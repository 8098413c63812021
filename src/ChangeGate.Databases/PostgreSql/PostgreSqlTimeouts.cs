using System.Globalization;
using ChangeGate.Failures;
using Npgsql;

namespace ChangeGate.Databases.PostgreSql;

/// <summary>Settings that a run depends on: set, and then read back, since a pooler or a role's own settings may stand in between.</summary>
internal static class PostgreSqlTimeouts
{
    public static IReadOnlyList<(string Name, string Value)> ForControl { get; } =
    [
        ("lock_timeout", "10000"),
        ("statement_timeout", "120000"),
        ("application_name", "changegate journal"),
        ("search_path", "public"),
        ("TimeZone", "UTC"),
    ];

    public static IReadOnlyList<(string Name, string Value)> ForWork(RunLimits limits) =>
    [
        ("lock_timeout", Milliseconds(limits.Lock)),
        ("statement_timeout", Milliseconds(limits.Statement)),
        ("idle_in_transaction_session_timeout", Milliseconds(limits.Idle)),
        ("application_name", "changegate run"),
        ("search_path", "public"),
        ("TimeZone", "UTC"),
        ("standard_conforming_strings", "on"),
        ("default_transaction_isolation", "read committed"),
        ("default_transaction_read_only", "off"),
        ("session_replication_role", "origin"),
        ("check_function_bodies", "on"),
    ];

    public static string Milliseconds(TimeSpan limit) => ((long)limit.TotalMilliseconds).ToString(CultureInfo.InvariantCulture);

    public static async Task ApplyAsync(NpgsqlConnection connection, IReadOnlyList<(string Name, string Value)> settings, CancellationToken cancellation)
    {
        // session_replication_role may be set by superusers only; it is already what it should be, or that is reported below.
        var settable = settings.Where(static setting => setting.Name != "session_replication_role").ToList();
        var (names, values) = (settable.Select(static setting => setting.Name).ToArray(), settable.Select(static setting => setting.Value).ToArray());

        var set = await AskAsync(connection, "select s.name, set_config(s.name, s.value, false) from unnest($1::text[], $2::text[]) s(name, value)", [names, values], cancellation);
        var told = await AskAsync(connection, "select s.name, current_setting(s.name) from unnest($1::text[]) s(name)", [settings.Select(static setting => setting.Name).ToArray()], cancellation);

        foreach (var (name, value) in settings.Where(setting => told[setting.Name] != set.GetValueOrDefault(setting.Name, setting.Value)))
        {
            throw new GateException(
                $"The setting `{name}` of this session is `{told[name]}`, though ChangeGate set it to `{value}`.",
                "Connect to PostgreSQL itself and not through a pooler that shares sessions, with a role whose own settings do not forbid it.");
        }
    }

    // Both answer with the value as the server writes it: 10000 is 10s.
    private static async Task<Dictionary<string, string>> AskAsync(NpgsqlConnection connection, string question, string[][] parameters, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(question, connection);
        command.Parameters.AddRange(parameters.Select(static value => new NpgsqlParameter { Value = value }).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var told = new Dictionary<string, string>(StringComparer.Ordinal);

        while (await reader.ReadAsync(cancellation))
        {
            told[reader.GetString(0)] = reader.GetString(1);
        }

        return told;
    }
}
