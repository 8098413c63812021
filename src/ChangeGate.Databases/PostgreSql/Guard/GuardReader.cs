using System.Globalization;
using ChangeGate.Runs;
using ChangeGate.Text;
using Npgsql;

namespace ChangeGate.Databases.PostgreSql.Guard;

/// <summary>Looks at the guard of one database, and at what it recorded. It is asked of the catalogs first, so that a missing right is a finding and no failure.</summary>
internal static class GuardReader
{
    private const string Reachable = """
        select exists (select from pg_catalog.pg_namespace where nspname = 'changegate_guard') or exists (select from pg_catalog.pg_event_trigger where evtname ~ '^changegate_guard_'),
               exists (select from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = 'changegate' and c.relname = 'guard'),
               coalesce((select pg_catalog.bool_and(pg_catalog.has_schema_privilege(n.oid, 'usage') and pg_catalog.has_table_privilege(c.oid, 'select')) and pg_catalog.count(*) = 3
                         from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                         where n.nspname = 'changegate_guard' and c.relname in ('setting', 'event', 'report')), false),
               coalesce((select pg_catalog.has_schema_privilege(n.oid, 'usage') and pg_catalog.has_table_privilege(c.oid, 'select')
                         from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace where n.nspname = 'changegate' and c.relname = 'guard'), false),
               coalesce(pg_catalog.current_setting('event_triggers', true), 'on'),
               exists (select from pg_catalog.pg_db_role_setting s, pg_catalog.unnest(s.setconfig) one
                       where one ~ '^event_triggers=' and s.setdatabase in (0, (select oid from pg_catalog.pg_database where datname = current_database()))),
               coalesce((select pg_catalog.bool_and(pg_catalog.has_table_privilege(r.oid, c.oid, 'select') and pg_catalog.has_schema_privilege(r.oid, n.oid, 'usage'))
                         from pg_catalog.pg_roles r, pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
                         where r.rolname = 'changegate_guard_owner' and n.nspname = 'changegate' and c.relname in ('run', 'run_state')), true)
        """;

    private sealed record Reach(bool Installed, bool Recorded, bool MayRead, bool MayReadRecord, string EventTriggers, bool SetOtherwise, bool OwnerReadsJournal);

    private sealed record Setting(int Version, string Mode, string Runner, string? BreakGlass, DateTimeOffset At, string By);

    public static async Task<GuardStatus> ReadAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        var reach = await ReachAsync(connection, cancellation);

        if (!reach.Installed && !reach.Recorded)
        {
            return GuardStatus.None;
        }

        var recorded = reach.MayReadRecord ? await SettingAsync(connection, "changegate.guard order by position desc limit 1", cancellation) : null;

        if (!reach.Installed)
        {
            return GuardStatus.None with { Findings = [$"A guard was installed here{(recorded is null ? "" : $" on {recorded.At.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC")}, and it is gone."] };
        }

        if (!reach.MayRead)
        {
            return GuardStatus.None with { Findings = ["A guard is installed here, and what it recorded cannot be read: this role has not the right to, or a table of the guard is gone."] };
        }

        var setting = await SettingAsync(connection, "changegate_guard.setting", cancellation);
        var parts = await GuardParts.ReadAsync(connection, cancellation);
        var findings = Findings(reach, setting, recorded, parts).ToList();
        var hasEvents = parts.ContainsKey("table event") && parts.ContainsKey("table report");

        return new GuardStatus
        {
            Mode = setting is null ? GuardMode.Audit : setting.Mode == "enforce" ? GuardMode.Enforce : GuardMode.Audit,
            Runner = setting?.Runner,
            BreakGlass = setting?.BreakGlass,
            InstalledAt = setting?.At,
            InstalledBy = setting?.By,
            Fingerprint = Digest.Of(string.Join('\n', parts.OrderBy(static part => part.Key, StringComparer.Ordinal).Select(static part => $"{part.Key}: {part.Value}")) + $"\n{setting}"),
            Findings = [.. findings],
            Unreported = hasEvents ? [.. await EventsAsync(connection, "passage in ('break-glass', 'outside') and position > coalesce((select max(up_to) from changegate_guard.report), 0)", null, cancellation)] : [],
            LastPosition = hasEvents ? await LastAsync(connection, cancellation) : 0,
        };
    }

    /// <param name="where">A condition of ours.</param>
    /// <param name="since">$1 of the condition; null where it has none.</param>
    public static async Task<List<GuardEvent>> EventsAsync(NpgsqlConnection connection, string where, DateTimeOffset? since, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select position, at, passage, tag, run_id, login::text, role, application, client, process, transaction, phase = 'dropped', objects, object_count, statement
            from changegate_guard.event where {where} order by position
            """,
            connection);

        if (since is { } moment)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = moment.UtcDateTime });
        }

        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var events = new List<GuardEvent>();

        while (await reader.ReadAsync(cancellation))
        {
            events.Add(new GuardEvent(reader.GetInt64(0), reader.GetFieldValue<DateTimeOffset>(1), PassageOf(reader.GetString(2)), reader.GetString(3))
            {
                RunId = TextOrNull(reader, 4),
                Login = reader.GetString(5),
                Role = reader.GetString(6),
                Application = TextOrNull(reader, 7),
                Client = TextOrNull(reader, 8),
                Process = reader.GetInt32(9),
                Transaction = reader.GetInt64(10),
                Drops = reader.GetBoolean(11),
                Objects = [.. reader.GetFieldValue<string[]>(12)],
                ObjectCount = reader.GetInt64(13),
                Statement = Digest.TryParse(reader.GetString(14), out var digest) ? digest : default,
            });
        }

        return events;
    }

    public static async Task ReportAsync(NpgsqlConnection connection, string runId, long upTo, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("insert into changegate_guard.report (run_id, up_to) values ($1, $2) on conflict do nothing", connection);
        command.Parameters.Add(new NpgsqlParameter { Value = runId });
        command.Parameters.Add(new NpgsqlParameter { Value = upTo });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static IEnumerable<string> Findings(Reach reach, Setting? setting, Setting? recorded, IReadOnlyDictionary<string, string> parts)
    {
        if (setting is null)
        {
            yield return "The guard's setting is gone: it can decide nothing.";
            yield break;
        }

        if (recorded is null)
        {
            yield return "The journal's record of the guard is gone.";
        }
        else if (recorded != setting)
        {
            yield return "The guard's setting is not the one that it was installed with.";
        }

        if (setting.Version == GuardScript.Version)
        {
            foreach (var finding in GuardParts.Compare(GuardParts.Expected(setting.Runner), parts))
            {
                yield return finding;
            }
        }
        else
        {
            yield return $"The guard is of version {setting.Version}, and this ChangeGate knows version {GuardScript.Version}: install it again.";
        }

        if (reach.EventTriggers != "on" || reach.SetOtherwise)
        {
            yield return "Event triggers are switched off by the setting `event_triggers`, or are for some sessions.";
        }

        if (!reach.OwnerReadsJournal)
        {
            yield return "The guard may not read the journal, so it lets no run pass: install it again.";
        }
    }

    private static async Task<Reach> ReachAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(Reachable, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);

        return new Reach(reader.GetBoolean(0), reader.GetBoolean(1), reader.GetBoolean(2), reader.GetBoolean(3), reader.GetString(4), reader.GetBoolean(5), reader.GetBoolean(6));
    }

    private static async Task<Setting?> SettingAsync(NpgsqlConnection connection, string from, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"select version, mode, runner::text, break_glass::text, installed_at, installed_by::text from {from}", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);

        return await reader.ReadAsync(cancellation)
            ? new Setting(reader.GetInt32(0), reader.GetString(1), reader.GetString(2), TextOrNull(reader, 3), reader.GetFieldValue<DateTimeOffset>(4), reader.GetString(5))
            : null;
    }

    private static async Task<long> LastAsync(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand("select coalesce(max(position), 0) from changegate_guard.event", connection);
        return (long)(await command.ExecuteScalarAsync(cancellation) ?? 0L);
    }

    private static string? TextOrNull(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    // A word that this version does not know is read as the one that asks for a look.
    private static GuardPassage PassageOf(string word) => word switch
    {
        "governed" => GuardPassage.Governed,
        "upkeep" => GuardPassage.Upkeep,
        "break-glass" => GuardPassage.BreakGlass,
        _ => GuardPassage.Outside,
    };
}
