using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using ChangeGate.Failures;
using Npgsql;

namespace ChangeGate.Databases.Shadows;

/// <summary>Makes, copies and drops databases of one server over one connection, one after the other: the server's own catalogs take no two changes of a row at once.</summary>
/// <param name="role">Who owns the databases; null for whoever is connected.</param>
internal sealed class ShadowDatabases(NpgsqlConnection connection, string? role, string namePrefix) : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(3);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private const int LooksBeforeForce = 8;

    private readonly SemaphoreSlim _one = new(1);
    private readonly ConcurrentDictionary<string, ShadowMark> _live = new();
    private readonly ConcurrentQueue<Task> _drops = [];
    private bool _isGone;

    private string Owner => role is null ? "" : $" owner {role}";

    public Task<ShadowMark> CreateAsync(string template, CancellationToken cancellation) => AloneAsync(async () =>
    {
        if (role is not null)
        {
            // A role may change its own settings, and they would reach the next shadow.
            await RunAsync($"alter role {role} reset all", cancellation);
        }

        var name = namePrefix + RandomNumberGenerator.GetHexString(12, lowercase: true);
        var comment = ShadowMark.NewComment();
        await RunAsync($"create database {name} template {template}{Owner}{Strategy}", cancellation);

        // Now that it is there, whoever cleans up has to know it.
        await RunAsync($"comment on database {name} is '{comment}'", CancellationToken.None);
        var mark = new ShadowMark(name, await IdentifierAsync(name, CancellationToken.None), comment);
        _live.TryAdd(name, mark);
        return mark;
    }, cancellation);

    /// <exception cref="GateException">Somebody is still connected to it.</exception>
    public async Task<ShadowMark> CopyAsync(ShadowMark mark, CancellationToken cancellation)
    {
        await AloneAsync(() => WaitUntilLeftAsync(mark, cancellation), cancellation);
        var copy = await CreateAsync(mark.Database, cancellation);

        if (role is not null)
        {
            // What ALTER DATABASE and ALTER ROLE … IN DATABASE set is not part of a template (manual, 23.3).
            await AloneAsync(() => RunAsync($"insert into pg_db_role_setting select {copy.Identifier}, setrole, setconfig from pg_db_role_setting where setdatabase = {mark.Identifier}", cancellation), cancellation);
        }

        return copy;
    }

    /// <summary>Marks a database that was kept anew: it is of this process from now on.</summary>
    public Task<ShadowMark> AdoptAsync(string name, CancellationToken cancellation) => AloneAsync(async () =>
    {
        var mark = new ShadowMark(name, await IdentifierAsync(name, cancellation), ShadowMark.NewComment());
        await RunAsync($"comment on database {name} is '{mark.Comment}'", cancellation);
        _live.TryAdd(name, mark);
        return mark;
    }, cancellation);

    /// <summary>Does something while nothing happens in the server, provided that this shadow is the only one.</summary>
    public async Task<bool> QuietAsync(ShadowMark mark, Func<Task> work, CancellationToken cancellation)
    {
        await Task.WhenAll(_drops);

        if (_live.Count != 1 || !_live.ContainsKey(mark.Database))
        {
            return false;
        }

        await AloneAsync(async () =>
        {
            await WaitUntilLeftAsync(mark, cancellation);
            await RunAsync("checkpoint", cancellation);
            await work();
        }, cancellation);
        return true;
    }

    /// <summary>Nobody waits for it: whoever made the shadow goes on meanwhile.</summary>
    public void Drop(ShadowMark mark)
    {
        if (!_isGone && _live.TryRemove(mark.Database, out _))
        {
            _drops.Enqueue(Task.Run(() => AloneAsync(() => DropNowAsync(mark), CancellationToken.None)));
        }
    }

    /// <exception cref="GateException">One of them could not be dropped, now or before.</exception>
    public async Task DropAllAsync()
    {
        foreach (var mark in _live.Values)
        {
            Drop(mark);
        }

        await Task.WhenAll(_drops);
    }

    public async Task<IReadOnlyList<string>> ReadAsync(string sql, CancellationToken cancellation) => await AloneAsync(async () =>
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<string>();

        while (await reader.ReadAsync(cancellation))
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }, cancellation);

    public Task ExecuteAsync(string sql, CancellationToken cancellation) => AloneAsync(() => RunAsync(sql, cancellation), cancellation);

    public async ValueTask DisposeAsync()
    {
        _isGone = true;

        // What is still under way has the connection; what waits finds that there is nothing left to do.
        await _one.WaitAsync();
        await connection.DisposeAsync();
        _one.Release();
    }

    // Blocks that are written to the log as well as to the copy cost more than a checkpoint that nobody waits for (fsync is off).
    private string Strategy => role is not null && connection.PostgreSqlVersion.Major >= 15 ? " strategy file_copy" : "";

    private async Task<uint> IdentifierAsync(string name, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"select oid from pg_database where datname = '{name}'", connection);
        return (uint)(await command.ExecuteScalarAsync(cancellation))!;
    }

    // The server looks for sessions that it has ended only every tenth of a second; most end by themselves in no time.
    private async Task DropNowAsync(ShadowMark mark)
    {
        if (_isGone)
        {
            return;
        }

        for (var look = 0; look < LooksBeforeForce && await CountAsync(mark, CancellationToken.None) > 0; look++)
        {
            await Task.Delay(Pause);
        }

        var drop = $"drop database if exists {mark.Database} with (force)";

        try
        {
            await RunAsync(drop, CancellationToken.None);
        }
        catch (PostgresException failure) when (failure.SqlState == PostgresErrorCodes.WrongObjectType)
        {
            // Its owner may call it a template, and templates are not dropped.
            await RunAsync($"alter database {mark.Database} with is_template false", CancellationToken.None);
            await RunAsync(drop, CancellationToken.None);
        }
    }

    // A session that was closed may still be ending; the server itself would look only every tenth of a second.
    private async Task WaitUntilLeftAsync(ShadowMark mark, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();

        while (await CountAsync(mark, cancellation) > 0)
        {
            if (Stopwatch.GetElapsedTime(start) > Patience)
            {
                throw new GateException("The shadow cannot be copied while somebody is connected to it.", "Report this as a fault of ChangeGate.");
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    private async Task<long> CountAsync(ShadowMark mark, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand($"select count(*) from pg_stat_activity where datid = {mark.Identifier}", connection);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }

    private async Task RunAsync(string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private Task<bool> AloneAsync(Func<Task> work, CancellationToken cancellation) => AloneAsync(async () =>
    {
        await work();
        return true;
    }, cancellation);

    private async Task<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken cancellation)
    {
        await _one.WaitAsync(cancellation);

        try
        {
            return await work();
        }
        catch (PostgresException failure)
        {
            throw new GateException($"The shadow server refused to make or drop a shadow (SQLSTATE {failure.SqlState}).", "Look into its log, or name another server for shadows.", failure);
        }
        catch (NpgsqlException failure)
        {
            throw new GateException("The connection to the shadow server was lost.", "Run the rehearsal again; if it happens again, look for what ends the server (memory, disk).", failure);
        }
        finally
        {
            _one.Release();
        }
    }
}
